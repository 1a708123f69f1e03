using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using SymGrad.Generator.Tests.Constructs;
using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Generics;

/// <summary>Checks a method F that is generic in its number: the code that is generated for it, and its numbers in Half, float and double.</summary>
internal static class GenericSample
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    /// <param name="members">The method F, which is annotated, and after it other members of its class; or a whole file.</param>
    /// <param name="reference">F again, over dual numbers: one for each number among the arguments, in order.</param>
    /// <param name="points">Arguments, one number for each leaf; each is rounded to the type first.</param>
    public static void Check(
        string members, Func<D[], D> reference, double[][] points, double ulps = 8, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        GeneratorRun run = Run(members);
        Snapshot.Verify(string.Join("\n", run.Sources) + "\n// ----- generated -----\n\n" + Construct.Derivatives(run.GeneratedText), name: null, file: file, member: member);
        Numbers(run, reference, points, ulps);
    }

    public static void Numbers(GeneratorRun run, Func<D[], D> reference, double[][] points, double ulps = 8)
    {
        (CompiledSample relaxed, CompiledSample strict) = run.CompileBoth(Construct.Steps);
        using (relaxed)
        using (strict)
        {
            foreach (CompiledSample sample in (CompiledSample[])[relaxed, strict])
            {
                foreach (double[] point in points)
                {
                    Numbers<Half>(sample, reference, point, ulps);
                    Numbers<float>(sample, reference, point, ulps);
                    Numbers<double>(sample, reference, point, ulps);
                }
            }
        }
    }

    public static GeneratorRun Run(string members) => GeneratorRun.Of(members.Contains("[Differentiable", StringComparison.Ordinal) ? members : InClass(members));

    /// <summary>The value is the method's own, bit for bit; the gradient is the reference's; so is the objective's, where there is one.</summary>
    private static void Numbers<T>(CompiledSample sample, Func<D[], D> reference, double[] point, double ulps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Type home = Closed<T>(sample.Assembly.GetTypes().Single(t => t.GetMethod("F", Any) is not null));
        MethodInfo method = Member<T>(home, "F");
        var numbers = new Queue<double>(point);
        object?[] arguments = [.. method.GetParameters().Select(p => Build<T>(CompiledMethod.Plain(p), numbers))];
        string at = $" in {typeof(T).Name} at ({string.Join(", ", point)})";

        T value = Real<T>(method.Invoke(null, arguments)!);
        T[] gradient = Reals<T>(Member<T>(home, "FGradient").Invoke(null, arguments)!), both = Reals<T>(Member<T>(home, "FValueAndGradient").Invoke(null, arguments)!);
        Ulp.AssertSameBits(both[0], value, "value" + at);
        Assert.Equal(gradient, both[1..]);
        T[] expected = Gradient<T>(method, point, reference, gradient, ulps, at);

        if (sample.Assembly.GetTypes().SingleOrDefault(t => t.Name.StartsWith("FObjective", StringComparison.Ordinal)) is { } objective && gradient.Length == point.Length)
        {
            double[] found = Objectives.Evaluate(RuntimeHelpers.GetUninitializedObject(Closed<T>(objective)), [.. point.Select(T.CreateChecked)]);
            Assert.Equal([double.CreateChecked(value), double.CreateChecked(value), .. expected.Select(double.CreateChecked)], found);
        }
    }

    private static T[] Gradient<T>(MethodInfo method, double[] point, Func<D[], D> reference, T[] gradient, double ulps, string at)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool[] isReal = [.. method.GetParameters().SelectMany(p => Leaves<T>(CompiledMethod.Plain(p))).Select(leaf => leaf == typeof(T) || leaf == typeof(double))];
        int[] active = [.. Enumerable.Range(0, point.Length).Where(i => isReal[i])];
        Assert.Equal(active.Length, gradient.Length);
        for (int k = 0; k < active.Length; k++)
        {
            D partial = reference([.. point.Select((x, i) => isReal[i] ? D.Variable(double.CreateChecked(T.CreateChecked(x)), i == active[k] ? 1 : 0) : D.Constant(x))]);
            Ulp.AssertClose(gradient[k], T.CreateChecked(partial.Tangent), T.CreateChecked(partial.Scale), ulps, $"partial {k}{at}");
        }

        return gradient;
    }

    private static Type Closed<T>(Type type) => type.IsGenericTypeDefinition ? type.MakeGenericType(typeof(T)) : type;

    private static MethodInfo Member<T>(Type home, string name) =>
        home.GetMethod(name, Any) is { IsGenericMethodDefinition: true } open ? open.MakeGenericMethod(typeof(T)) : home.GetMethod(name, Any)!;

    private static object Build<T>(Type type, Queue<double> numbers)
        where T : IFloatingPointIeee754<T>
    {
        if (type == typeof(T))
            return T.CreateChecked(numbers.Dequeue());
        if (type.IsPrimitive)
            return Convert.ChangeType(numbers.Dequeue(), type, System.Globalization.CultureInfo.InvariantCulture);
        object built = RuntimeHelpers.GetUninitializedObject(type);
        foreach (FieldInfo field in Leaf.FieldsOf(type))
            field.SetValue(built, Build<T>(field.FieldType, numbers));
        return built;
    }

    private static IEnumerable<Type> Leaves<T>(Type type) =>
        type == typeof(T) || type.IsPrimitive ? [type] : Leaf.FieldsOf(type).SelectMany(f => Leaves<T>(f.FieldType));

    private static T[] Reals<T>(object value)
        where T : IFloatingPointIeee754<T> => value is T or double ? [Real<T>(value)] : [.. Leaf.FieldsOf(value.GetType()).SelectMany(f => Reals<T>(f.GetValue(value)!))];

    private static T Real<T>(object value)
        where T : IFloatingPointIeee754<T> => value is T number ? number : T.CreateChecked((double)value);

    private static string InClass(string members)
    {
        string indented = string.Join("\n", members.Trim().Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
        return $"using System.Numerics;\nusing SymGrad;\n\npublic static partial class Sample\n{{\n    [Differentiable]\n    public static {indented.TrimStart()}\n}}\n";
    }
}
