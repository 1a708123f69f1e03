using System;
using SymGrad;

public static partial class Sample
{
    [Differentiable(Derivatives.Trace)]
    public static double F(double x, int n)
    {
        double y = x;
        for (int i = 0; i < 2; i++)
            y *= y;
        double z = y;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
                z += x * y;
        }
    
        return z;
    }
}

// ----- generated -----

    /// <summary>The value of <c>F</c>, bit for bit, and value and adjoint of each of its locals.</summary>
    /// <remarks>
    /// <code>
    /// ∂F/∂y = 4·(… + 1)·y2·x
    /// ∂F/∂y2 = … + 1
    /// ∂F/∂z = 1
    /// ∂F/∂z2 = 1
    /// </code>
    /// Operations: 1 +, 3 × for the value; 4 +, 6 × for the trace.
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static FTraceResult FTrace(double x, int n)
    {
        double y2 = x * x;
        double y3 = y2 * y2;
        double product = x * y3;
        double z = y3;
        double dy4 = 0.0;
        // Value and adjoints in one pass: nothing is kept.
        for (int i = 0; i < n; i++)
        {
            double dy42 = 0.0;
            // Value and adjoints in one pass: nothing is kept.
            for (int j = 0; j < i; j++)
            {
                z += product;
                dy42 += x;
            }

            dy4 += dy42;
        }

        double dy43 = dy4 + 1.0;
        double dy = 4.0 * (dy43 * y2) * x;
        return new FTraceResult(z, new(x, dy), new(y3, dy43), new(y3, 1.0), new(z, 1.0));
    }

    /// <summary>
    /// The value of <c>F</c>, and its locals in the order they are assigned, each with its adjoint: the derivative of the value by it.
    /// A local that is not assigned on the path taken has the value NaN and the adjoint 0.
    /// </summary>
    /// <param name="Value">What <c>F</c> returns.</param>
    /// <param name="y">The local <c>y</c>.</param>
    /// <param name="y2">The local <c>y2</c>.</param>
    /// <param name="z">The local <c>z</c>.</param>
    /// <param name="z2">The local <c>z2</c>.</param>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public readonly record struct FTraceResult(
        double Value,
        Traced<double> y,
        Traced<double> y2,
        Traced<double> z,
        Traced<double> z2)
    {
        /// <summary>A table with a line for each local: its name, its value, its adjoint.</summary>
        /// <returns>The table; its last line is the value.</returns>
        public override string ToString() => new TraceTable()
            .Add("y", y)
            .Add("y2", y2)
            .Add("z", z)
            .Add("z2", z2)
            .Add("F", Value)
            .ToString();
    }

