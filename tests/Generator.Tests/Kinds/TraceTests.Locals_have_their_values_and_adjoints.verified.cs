using System;
using SymGrad;

public static partial class Sample
{
    [Differentiable(Derivatives.Trace)]
    public static double F(double x, double y)
    {
        double a = 1 - x, b = y - x * x;
        return a * a + 100 * b * b;
    }
}

// ----- generated -----

    /// <summary>The value of <c>F</c>, bit for bit, and value and adjoint of each of its locals.</summary>
    /// <remarks>
    /// <code>
    /// ∂F/∂a = 2·a
    /// ∂F/∂b = 200·b
    /// </code>
    /// Operations: 3 +, 4 × for the value; 3 +, 6 × for the trace.
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static FTraceResult FTrace(double x, double y)
    {
        double a = 1.0 - x;
        double b = y - x * x;
        double value = a * a + 100.0 * b * b;
        return new FTraceResult(value, new(a, 2.0 * a), new(b, 200.0 * b));
    }

    /// <summary>
    /// The value of <c>F</c>, and its locals in the order they are assigned, each with its adjoint: the derivative of the value by it.
    /// A local that is not assigned on the path taken has the value NaN and the adjoint 0.
    /// </summary>
    /// <param name="Value">What <c>F</c> returns.</param>
    /// <param name="a">The local <c>a</c>.</param>
    /// <param name="b">The local <c>b</c>.</param>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public readonly record struct FTraceResult(
        double Value,
        Traced<double> a,
        Traced<double> b)
    {
        /// <summary>A table with a line for each local: its name, its value, its adjoint.</summary>
        /// <returns>The table; its last line is the value.</returns>
        public override string ToString() => new TraceTable()
            .Add("a", a)
            .Add("b", b)
            .Add("F", Value)
            .ToString();
    }

