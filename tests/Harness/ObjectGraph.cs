using System.Reflection;

namespace SymGrad.Tests.Harness;

/// <summary>Walks everything that an object holds, by its instance fields and array elements.</summary>
internal static class ObjectGraph
{
    /// <summary>The path to the first object, breadth first, for which the predicate holds; null if there is none.</summary>
    public static string? Find(object? root, Func<object, bool> predicate, string name)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var queue = new Queue<(object Value, string Path)>();
        Add(root, name);
        while (queue.TryDequeue(out var item))
        {
            var (value, path) = item;
            if (predicate(value))
                return $"{path} is a {value.GetType().Name}";
            if (value is Array array)
            {
                if (IsLeaf(array.GetType().GetElementType()!))
                    continue;
                var i = 0;
                foreach (var element in array)
                    Add(element, $"{path}[{i++}]");
                continue;
            }

            for (var type = value.GetType(); type is not null; type = type.BaseType)
            {
                foreach (var field in type.GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (!IsLeaf(field.FieldType))
                        Add(field.GetValue(value), path + "." + FieldName(field));
                }
            }
        }

        return null;

        void Add(object? value, string path)
        {
            if (value is not null && !IsLeaf(value.GetType()) && (value.GetType().IsValueType || seen.Add(value)))
                queue.Enqueue((value, path));
        }
    }

    // What holds nothing, and reflection's own objects, which lead into the whole runtime.
    private static bool IsLeaf(Type type) =>
        type.IsPrimitive || type.IsEnum || type.IsPointer || type.IsByRefLike
        || type == typeof(string) || type == typeof(decimal)
        || typeof(MemberInfo).IsAssignableFrom(type) || typeof(Assembly).IsAssignableFrom(type) || typeof(Module).IsAssignableFrom(type);

    private static string FieldName(FieldInfo field) =>
        field.Name.StartsWith('<') && field.Name.IndexOf('>', StringComparison.Ordinal) is var end and > 1 ? field.Name[1..end] : field.Name;
}
