using System;
using SymGrad;

public static partial class Sample
{
    [Differentiable(Derivatives.Trace)]
    public static double F(double x, double w)
    {
        double z = w * x;
        double copy = z;
        z = z * z;
        z += copy;
        (z, copy) = (copy, z);
        return z * copy;
    }
}

// ----- generated -----

    /// <summary>The value of <c>F</c>, bit for bit, and value and adjoint of each of its locals.</summary>
    /// <remarks>
    /// <code>
    /// ∂F/∂z = 2·z2 + z3 + z
    /// ∂F/∂copy = z3 + z
    /// ∂F/∂z2 = z
    /// ∂F/∂z3 = z
    /// ∂F/∂z4 = z3
    /// ∂F/∂copy2 = z
    /// </code>
    /// Operations: 1 +, 3 × for the value; 3 +, 4 × for the trace.
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static FTraceResult FTrace(double x, double w)
    {
        double z = w * x;
        double z2 = z * z;
        double z3 = z2 + z;
        double dcopy = z3 + z;
        double dz = 2.0 * z2 + dcopy;
        return new FTraceResult(
            z * z3,
            new(z, dz),
            new(z, dcopy),
            new(z2, z),
            new(z3, z),
            new(z, z3),
            new(z3, z));
    }

    /// <summary>
    /// The value of <c>F</c>, and its locals in the order they are assigned, each with its adjoint: the derivative of the value by it.
    /// A local that is not assigned on the path taken has the value NaN and the adjoint 0.
    /// </summary>
    /// <param name="Value">What <c>F</c> returns.</param>
    /// <param name="z">The local <c>z</c>.</param>
    /// <param name="copy">The local <c>copy</c>.</param>
    /// <param name="z2">The local <c>z2</c>.</param>
    /// <param name="z3">The local <c>z3</c>.</param>
    /// <param name="z4">The local <c>z4</c>.</param>
    /// <param name="copy2">The local <c>copy2</c>.</param>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public readonly record struct FTraceResult(
        double Value,
        Traced<double> z,
        Traced<double> copy,
        Traced<double> z2,
        Traced<double> z3,
        Traced<double> z4,
        Traced<double> copy2)
    {
        /// <summary>A table with a line for each local: its name, its value, its adjoint.</summary>
        /// <returns>The table; its last line is the value.</returns>
        public override string ToString() => new TraceTable()
            .Add("z", z)
            .Add("copy", copy)
            .Add("z2", z2)
            .Add("z3", z3)
            .Add("z4", z4)
            .Add("copy2", copy2)
            .Add("F", Value)
            .ToString();
    }

