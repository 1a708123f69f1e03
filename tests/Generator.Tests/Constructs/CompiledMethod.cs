using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>The method F of a compiled sample and what was generated for it, whatever its parameters.</summary>
internal sealed class CompiledMethod
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    public CompiledMethod(CompiledSample sample)
    {
        Type home = sample.Assembly.GetTypes().Single(t => t.GetMethods(Any).Any(m => m.Name == "F") && t.GetMethods(Any).Any(IsGenerated));
        Type = home.IsGenericTypeDefinition ? home.MakeGenericType([.. home.GetGenericArguments().Select(_ => typeof(int))]) : home;
        Method = Member("F");
        Leaves =
        [
            .. Method.IsStatic ? [] : Leaf.Of(Type, isHeld: !Type.IsValueType),
            .. Method.GetParameters().SelectMany(p => Leaf.Of(Plain(p), Leaf.IsMarked(p))),
        ];
    }

    private static bool IsGenerated(MethodInfo method) =>
        method.Name.StartsWith('F') && method.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false);

    public Type Type { get; }

    public MethodInfo Method { get; }

    public IReadOnlyList<Leaf> Leaves { get; }

    /// <summary>The arguments that a number for each leaf makes, and the receiver.</summary>
    public object?[] Arguments(double[] point, ref object? self)
    {
        Assert.Equal(Leaves.Count, point.Length);
        var numbers = new Queue<double>(point);
        if (!Method.IsStatic)
            self = Build(Type, numbers);
        return [.. Method.GetParameters().Select(p => Build(Plain(p), numbers))];
    }

    /// <summary>A value of a type, made of numbers.</summary>
    public static object Build(Type type, Queue<double> numbers)
    {
        if (type.IsEnum)
            return Enum.ToObject(type, (long)numbers.Dequeue());
        if (type == typeof(bool))
            return numbers.Dequeue() != 0;
        if (type.IsPrimitive)
            return Convert.ChangeType(numbers.Dequeue(), type, System.Globalization.CultureInfo.InvariantCulture);
        object built = RuntimeHelpers.GetUninitializedObject(type);
        foreach (FieldInfo field in Leaf.FieldsOf(type))
            field.SetValue(built, Build(field.FieldType, numbers));
        return built;
    }

    /// <summary>The real numbers in a value, flattened.</summary>
    public static double[] Numbers(object value) => value is double or float
        ? [Number(value)]
        : value.GetType().IsPrimitive || value.GetType().IsEnum
            ? []
            : [.. Leaf.FieldsOf(value.GetType()).SelectMany(f => Numbers(f.GetValue(value)!))];

    public static double Number(object value) => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);

    public static Type Plain(ParameterInfo parameter) =>
        parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;

    public MethodInfo Member(string name) => Type.GetMethod(name, Any) ?? throw new HarnessFailure($"There is no method {name}.");

    /// <summary>Calls a member; null where it throws.</summary>
    public object? Invoke(string method, object? self, object?[] arguments, out Exception? thrown)
    {
        thrown = null;
        try
        {
            return Member(method).Invoke(self, arguments);
        }
        catch (TargetInvocationException e)
        {
            thrown = e.InnerException!;
            return null;
        }
    }
}
