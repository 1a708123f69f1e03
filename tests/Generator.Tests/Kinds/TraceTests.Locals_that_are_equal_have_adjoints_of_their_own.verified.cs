using System;
using SymGrad;

public static partial class Sample
{
    [Differentiable(Derivatives.Trace)]
    public static double F(double x)
    {
        double a = x;
        double b = x;
        double c = a;
        return a * a * b + 5 * c;
    }
}

// ----- generated -----

    /// <summary>The value of <c>F</c>, bit for bit, and value and adjoint of each of its locals.</summary>
    /// <remarks>
    /// <code>
    /// ∂F/∂a = 2·x·x + 5
    /// ∂F/∂b = x·x
    /// ∂F/∂c = 5
    /// </code>
    /// Operations: 1 +, 3 × for the value; 2 +, 4 × for the trace.
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static FTraceResult FTrace(double x)
    {
        double product = x * x;
        double value = product * x + 5.0 * x;
        double da = 2.0 * product + 5.0;
        return new FTraceResult(value, new(x, da), new(x, product), new(x, 5.0));
    }

    /// <summary>
    /// The value of <c>F</c>, and its locals in the order they are assigned, each with its adjoint: the derivative of the value by it.
    /// A local that is not assigned on the path taken has the value NaN and the adjoint 0.
    /// </summary>
    /// <param name="Value">What <c>F</c> returns.</param>
    /// <param name="a">The local <c>a</c>.</param>
    /// <param name="b">The local <c>b</c>.</param>
    /// <param name="c">The local <c>c</c>.</param>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public readonly record struct FTraceResult(
        double Value,
        Traced<double> a,
        Traced<double> b,
        Traced<double> c)
    {
        /// <summary>A table with a line for each local: its name, its value, its adjoint.</summary>
        /// <returns>The table; its last line is the value.</returns>
        public override string ToString() => new TraceTable()
            .Add("a", a)
            .Add("b", b)
            .Add("c", c)
            .Add("F", Value)
            .ToString();
    }

