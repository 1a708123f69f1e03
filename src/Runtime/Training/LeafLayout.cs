using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymGrad;

/// <summary>Decides whether a struct is, byte for byte, a run of scalars of one type.</summary>
internal static class LeafLayout
{
    /// <summary>What a trimmer must keep of a struct for this decision.</summary>
    public const DynamicallyAccessedMemberTypes Fields =
        DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields;

    private const string TrimmingAdvice = "if a trimmer took them, keep them with [DynamicDependency("
        + "DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields, typeof(…))]";

    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Why <paramref name="type"/> cannot be seen as scalars, or null, and then how many there are.</summary>
    public static string? Inspect(
        [DynamicallyAccessedMembers(Fields)] Type type, int size, Type scalar, int scalarSize, out int count)
    {
        count = 0;
        if (Walk(type, scalar, path: "", ref count) is { } problem)
            return $"{type} cannot be seen as a span of {scalar}: {problem}.";
        if (count * (long)scalarSize != size)
            return $"{type} cannot be seen as a span of {scalar}: {count} leaves do not fill its {size} bytes.";

        return null;
    }

    /// <summary>Adds the leaves of <paramref name="type"/> to <paramref name="count"/>, or says what is wrong.</summary>
    /// <remarks>
    /// A trimmer keeps the fields of the struct that the caller names, but cannot be told to keep those of the structs
    /// in it. Without them there are no fields to see, and the struct is refused: a wrong answer is not possible.
    /// </remarks>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2072", Justification = "Fields that were trimmed away lead to a refusal that says what to do.")]
    private static string? Walk([DynamicallyAccessedMembers(Fields)] Type type, Type scalar, string path, ref int count)
    {
        if (type == scalar)
        {
            count++;
            return null;
        }

        string where = path.Length == 0 ? "it" : $"field '{path}'";
        if (!type.IsValueType || type.IsPrimitive || type.IsEnum || type.IsPointer)
            return $"{where} is of type {type}";
        if (!type.IsLayoutSequential)
            return $"{where} is of type {type}, whose layout is not sequential";

        FieldInfo[] fields = type.GetFields(Instance);
        if (fields.Length == 0)
            return path.Length == 0 ? $"{where} has no fields" : $"{where}, of type {type}, has no fields; {TrimmingAdvice}";

        int before = count;
        foreach (FieldInfo field in fields)
        {
            string name = path.Length == 0 ? NameOf(field) : $"{path}.{NameOf(field)}";
            if (field.IsDefined(typeof(NoGradientAttribute), inherit: false))
                return $"field '{name}', of type {field.FieldType}, is marked [NoGradient]";
            if (Walk(field.FieldType, scalar, name, ref count) is { } problem)
                return problem;
        }

        if (type.GetCustomAttribute<InlineArrayAttribute>() is { } array)
            count = before + (count - before) * array.Length;

        return null;
    }

    /// <summary>A field's name as the user wrote it: the property's, where the field is an auto-property's.</summary>
    private static string NameOf(FieldInfo field)
    {
        int end = field.Name.IndexOf(">k__BackingField", StringComparison.Ordinal);
        return end > 0 ? field.Name[1..end] : field.Name;
    }
}
