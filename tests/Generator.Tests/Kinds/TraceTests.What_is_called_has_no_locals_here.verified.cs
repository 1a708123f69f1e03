using System;
using SymGrad;

public static partial class Sample
{
    [Differentiable(Derivatives.Trace)]
    public static double F(double x)
    {
        double a = Helper(x);
        Local();
        return a * x;
    
        void Local() => a *= 2;
    }
    
    private static double Helper(double x)
    {
        double inside = x * x;
        return inside + 1;
    }
}

// ----- generated -----

    /// <summary>The value of <c>F</c>, bit for bit, and value and adjoint of each of its locals.</summary>
    /// <remarks>
    /// <code>
    /// ∂F/∂a = 2·x
    /// ∂F/∂a2 = x
    /// </code>
    /// Operations: 1 +, 3 × for the value; 1 +, 4 × for the trace.
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static FTraceResult FTrace(double x)
    {
        double inside = x * x;
        double a = inside + 1.0;
        double a2 = a * 2.0;
        return new FTraceResult(a2 * x, new(a, 2.0 * x), new(a2, x));
    }

    /// <summary>
    /// The value of <c>F</c>, and its locals in the order they are assigned, each with its adjoint: the derivative of the value by it.
    /// A local that is not assigned on the path taken has the value NaN and the adjoint 0.
    /// </summary>
    /// <param name="Value">What <c>F</c> returns.</param>
    /// <param name="a">The local <c>a</c>.</param>
    /// <param name="a2">The local <c>a2</c>.</param>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public readonly record struct FTraceResult(
        double Value,
        Traced<double> a,
        Traced<double> a2)
    {
        /// <summary>A table with a line for each local: its name, its value, its adjoint.</summary>
        /// <returns>The table; its last line is the value.</returns>
        public override string ToString() => new TraceTable()
            .Add("a", a)
            .Add("a2", a2)
            .Add("F", Value)
            .ToString();
    }

