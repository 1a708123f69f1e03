using System;
using SymGrad;

public static partial class Sample
{
    [Differentiable(Derivatives.Trace)]
    public static double F(double x)
    {
        Half(x, out double half);
        return half is var again && again > 0 ? again * half : x;
    }
    
    private static void Half(double x, out double half) => half = x / 2;
}

// ----- generated -----

    /// <summary>The value of <c>F</c>, bit for bit, and value and adjoint of each of its locals.</summary>
    /// <remarks>
    /// <code>
    /// ∂F/∂half = 2·(half &gt; 0 ? half : 0)
    /// ∂F/∂again = (half &gt; 0 ? half : 0)
    /// </code>
    /// Operations: 1 ×, 1 ÷ for the value; 2 ×, 1 ÷ for the trace.
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static FTraceResult FTrace(double x)
    {
        double half = x / 2.0;
        if (half > 0.0)
        {
            return new FTraceResult(half * half, new(half, 2.0 * half), new(half, half));
        }

        return new FTraceResult(x, new(half, 2.0 * 0.0), new(half, 0.0));
    }

    /// <summary>
    /// The value of <c>F</c>, and its locals in the order they are assigned, each with its adjoint: the derivative of the value by it.
    /// A local that is not assigned on the path taken has the value NaN and the adjoint 0.
    /// </summary>
    /// <param name="Value">What <c>F</c> returns.</param>
    /// <param name="half">The local <c>half</c>.</param>
    /// <param name="again">The local <c>again</c>.</param>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public readonly record struct FTraceResult(
        double Value,
        Traced<double> half,
        Traced<double> again)
    {
        /// <summary>A table with a line for each local: its name, its value, its adjoint.</summary>
        /// <returns>The table; its last line is the value.</returns>
        public override string ToString() => new TraceTable()
            .Add("half", half)
            .Add("again", again)
            .Add("F", Value)
            .ToString();
    }

