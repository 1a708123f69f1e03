using System;
using SymGrad;

public static partial class Sample
{
    [Differentiable(Derivatives.Trace)]
    public static double F(double x)
    {
        double Value = 2 * x, ToString = 3 * x, FTraceResult = 5 * x, @class = 7 * x;
        double value = Value * ToString + FTraceResult * @class;
        return value;
    }
}

// ----- generated -----

    /// <summary>The value of <c>F</c>, bit for bit, and value and adjoint of each of its locals.</summary>
    /// <remarks>
    /// <code>
    /// ∂F/∂Value2 = ToString
    /// ∂F/∂ToString2 = Value
    /// ∂F/∂FTraceResult2 = class
    /// ∂F/∂class = FTraceResult
    /// ∂F/∂value = 1
    /// </code>
    /// Operations: 1 +, 6 × for the value; 1 +, 6 × for the trace.
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static FTraceResult FTrace(double x)
    {
        double Value = 2.0 * x;
        double ToString = 3.0 * x;
        double FTraceResult = 5.0 * x;
        double @class = 7.0 * x;
        double value = Value * ToString + FTraceResult * @class;
        return new FTraceResult(
            value,
            new(Value, ToString),
            new(ToString, Value),
            new(FTraceResult, @class),
            new(@class, FTraceResult),
            new(value, 1.0));
    }

    /// <summary>
    /// The value of <c>F</c>, and its locals in the order they are assigned, each with its adjoint: the derivative of the value by it.
    /// A local that is not assigned on the path taken has the value NaN and the adjoint 0.
    /// </summary>
    /// <param name="Value">What <c>F</c> returns.</param>
    /// <param name="Value2">The local <c>Value2</c>.</param>
    /// <param name="ToString2">The local <c>ToString2</c>.</param>
    /// <param name="FTraceResult2">The local <c>FTraceResult2</c>.</param>
    /// <param name="class">The local <c>class</c>.</param>
    /// <param name="value">The local <c>value</c>.</param>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public readonly record struct FTraceResult(
        double Value,
        Traced<double> Value2,
        Traced<double> ToString2,
        Traced<double> FTraceResult2,
        Traced<double> @class,
        Traced<double> value)
    {
        /// <summary>A table with a line for each local: its name, its value, its adjoint.</summary>
        /// <returns>The table; its last line is the value.</returns>
        public override string ToString() => new TraceTable()
            .Add("Value2", Value2)
            .Add("ToString2", ToString2)
            .Add("FTraceResult2", FTraceResult2)
            .Add("class", @class)
            .Add("value", value)
            .Add("F", Value)
            .ToString();
    }

