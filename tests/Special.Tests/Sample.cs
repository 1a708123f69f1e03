using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SymGrad.Special.Tests;

/// <summary>A method of a class of samples and what is generated for it, by reflection: numbers in, numbers out.</summary>
internal sealed class Sample(Type type, string function)
{
    public double Value(double[] arguments) => Number(Invoke("", arguments));

    /// <summary>The partials by the real arguments, in order.</summary>
    public double[] Gradient(double[] arguments) => Numbers(Invoke("Gradient", arguments));

    public (double Value, double[] Gradient) ValueAndGradient(double[] arguments)
    {
        double[] both = Numbers(Invoke("ValueAndGradient", arguments));
        return (both[0], both[1..]);
    }

    private object Invoke(string member, double[] arguments)
    {
        MethodInfo method = type.GetMethod(function + member) ?? throw new HarnessFailure($"There is no {function}{member}.");
        object[] converted = [.. method.GetParameters().Select((p, i) => Convert.ChangeType(arguments[i], p.ParameterType, CultureInfo.InvariantCulture))];
        return method.Invoke(null, converted)!;
    }

    private static double[] Numbers(object result) => result is ITuple tuple
        ? [.. Enumerable.Range(0, tuple.Length).SelectMany(i => Numbers(tuple[i]!))]
        : [Number(result)];

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
