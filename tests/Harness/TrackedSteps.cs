using System.Reflection;

namespace SymGrad.Tests.Harness;

/// <summary>The names of the pipeline's steps; the caching checks know what each of them may do.</summary>
/// <param name="Lowering">Runs at every edit; may change at an edit of its method's file.</param>
/// <param name="Function">The lowered function: changes only when the function does.</param>
/// <param name="Derivation">The expensive one: does not run again unless the function changed.</param>
/// <param name="Problems">Diagnostics with source locations: may change at an edit of their file.</param>
/// <param name="Others">Further steps: nothing may change in them at an unrelated edit.</param>
public sealed record TrackedSteps(string Lowering, string Function, string Derivation, string Problems, params string[] Others)
{
    private static readonly string[] s_known = [nameof(Lowering), nameof(Function), nameof(Derivation), nameof(Problems)];

    public IEnumerable<string> All => [Lowering, Function, Derivation, Problems, .. Others];

    /// <summary>The constants of the generator's TrackingNames: the four of this record, and any others.</summary>
    public static TrackedSteps OfGenerator() => From(
        typeof(SymGrad.Generator.DifferentiableGenerator).Assembly.GetType("SymGrad.Generator.TrackingNames")
            ?? throw new HarnessFailure("The generator has no SymGrad.Generator.TrackingNames."));

    /// <summary>The constants of a class, whatever its accessibility.</summary>
    public static TrackedSteps From(Type type)
    {
        var names = type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(f => f.IsLiteral && f.FieldType == typeof(string))
            .ToDictionary(f => f.Name, f => (string)f.GetRawConstantValue()!);
        string Name(string field) => names.TryGetValue(field, out var name)
            ? name
            : throw new HarnessFailure($"{type.Name} has no constant {field}.");
        var others = names.Where(n => !s_known.Contains(n.Key)).Select(n => n.Value).Order(StringComparer.Ordinal);
        return new(Name(nameof(Lowering)), Name(nameof(Function)), Name(nameof(Derivation)), Name(nameof(Problems)), [.. others]);
    }
}
