using System;
using SymGrad;

public static partial class Sample
{
    [Differentiable(Derivatives.Trace)]
    public static double F(double x, double y)
    {
        double a = x * y;
        if (x > 0)
            return a * a;
        double b = a + y;
        return b * x;
    }
}

// ----- generated -----

    /// <summary>The value of <c>F</c>, bit for bit, and value and adjoint of each of its locals.</summary>
    /// <remarks>
    /// <code>
    /// ∂F/∂a = (x &gt; 0 ? 2·a : x)
    /// ∂F/∂b = (x &gt; 0 ? 0 : x)
    /// </code>
    /// Operations: 1 +, 3 × for the value; 1 +, 4 × for the trace.
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static FTraceResult FTrace(double x, double y)
    {
        double a = x * y;
        if (x > 0.0)
        {
            return new FTraceResult(a * a, new(a, 2.0 * a), new(double.NaN, 0.0));
        }

        double b = a + y;
        return new FTraceResult(b * x, new(a, x), new(b, x));
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

