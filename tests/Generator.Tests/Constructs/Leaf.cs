using System.Reflection;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>A number among the arguments of a method, found by reflection.</summary>
/// <param name="IsActive">Whether the method is differentiated by it.</param>
/// <param name="IsInGradient">Whether the gradient has a place for it (one that is held constant inside a struct is 0 there).</param>
internal sealed record Leaf(string Name, Type Type, bool IsActive, bool IsInGradient)
{
    /// <param name="isHeld">Whether all of it is held constant.</param>
    public static IEnumerable<Leaf> Of(Type type, bool isHeld)
    {
        Leaf[] leaves = [.. Inside(type, "", isHeld)];
        return leaves.Any(l => l.IsActive) ? leaves : leaves.Select(l => l with { IsInGradient = false });
    }

    public static bool IsMarked(ICustomAttributeProvider member) => member.IsDefined(typeof(NoGradientAttribute), inherit: false);

    /// <summary>The instance fields in declaration order.</summary>
    public static IEnumerable<FieldInfo> FieldsOf(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .OrderBy(f => f.MetadataToken);

    private static IEnumerable<Leaf> Inside(Type type, string name, bool isHeld)
    {
        if (type.IsPrimitive || type.IsEnum)
        {
            bool isReal = type == typeof(double) || type == typeof(float);
            return [new Leaf(name, type, isReal && !isHeld, isReal)];
        }

        return FieldsOf(type).SelectMany(f => Inside(f.FieldType, $"{name}.{f.Name}", isHeld || IsMarked(f) || IsPropertyMarked(f)));
    }

    private static bool IsPropertyMarked(FieldInfo field) =>
        field.Name.StartsWith('<') && IsMarked(field.DeclaringType!.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)])!);
}
