using System.Numerics;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Calls an objective that is only known at run time.</summary>
internal static class Objectives
{
    /// <summary>Its value, its value again with the gradient, and the gradient.</summary>
    public static double[] Evaluate<T>(object objective, T[] parameters)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var typed = (IObjective<T>)objective;
        Assert.Equal(parameters.Length, typed.ParameterCount);
        var gradient = new T[parameters.Length];
        T value = typed.Value(parameters), again = typed.ValueAndGradient(parameters, gradient);
        return [double.CreateChecked(value), double.CreateChecked(again), .. gradient.Select(double.CreateChecked)];
    }
}
