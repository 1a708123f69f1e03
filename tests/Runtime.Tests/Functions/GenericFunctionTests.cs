using System.Numerics;
using System.Reflection;

namespace SymGrad.Runtime.Tests;

/// <summary>The functions of any floating-point type are those of double, rounded to the type.</summary>
public sealed class GenericFunctionTests
{
    private static readonly double[] s_points =
        [double.NegativeInfinity, -700, -3.5, -1, -0.25, 0, 6e-8, 0.25, 0.5, 1, 3.5, 700, double.PositiveInfinity, double.NaN];

    private static readonly MethodInfo[] s_functions = typeof(Functions).GetMethods(BindingFlags.Public | BindingFlags.Static);

    public static TheoryData<string> Names => [.. s_functions.Select(f => f.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rounds_the_function_of_double(string name)
    {
        MethodInfo[] generic = [.. s_functions.Where(f => f.Name == name && f.IsGenericMethodDefinition)];
        Assert.Equal(s_functions.Count(f => f.Name == name && Types(f).Contains(typeof(double))), generic.Length);
        foreach (MethodInfo function in generic)
        {
            MethodInfo wide = s_functions.Single(f => f.Name == name && Types(f).SequenceEqual(Types(function.MakeGenericMethod(typeof(double)))) && !f.IsGenericMethod);
            foreach (double x in s_points)
            {
                Check<Half>(function, wide, x);
                Check<float>(function, wide, x);
                Check<double>(function, wide, x);
            }
        }
    }

    private static void Check<T>(MethodInfo function, MethodInfo wide, double x)
        where T : IFloatingPointIeee754<T>
    {
        var rounded = T.CreateChecked(x);
        object?[] narrow = Arguments(function, rounded), arguments = Arguments(wide, double.CreateChecked(rounded));
        object? actual = function.MakeGenericMethod(typeof(T)).Invoke(null, narrow), expected = wide.Invoke(null, arguments);
        Assert.Equal(T.CreateChecked((double)expected!), (T)actual!);
        if (function.GetParameters()[^1].IsOut)
            Assert.Equal(T.CreateChecked((double)arguments[^1]!), (T)narrow[^1]!);
    }

    // The order of a polygamma function is an integer.
    private static object?[] Arguments(MethodInfo function, object x) =>
        [.. function.GetParameters().Select(p => p.ParameterType == typeof(int) ? 2 : p.IsOut ? null : x)];

    private static IEnumerable<Type> Types(MethodInfo function) =>
        function.GetParameters().Select(p => p.ParameterType.IsByRef ? p.ParameterType.GetElementType()! : p.ParameterType);
}
