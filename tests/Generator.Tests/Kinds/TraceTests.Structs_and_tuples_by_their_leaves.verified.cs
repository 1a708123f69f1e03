using System;
using SymGrad;

public static partial class Sample
{
    [Differentiable(Derivatives.Trace)]
    public static double F(Line p, double x)
    {
        Line q = p with { A = p.A * x };
        (double Sum, double) pair = (q.A + q.B, q.B);
        q.B *= 2;
        int n = 3;
        var box = new Box { Inner = q, Rate = 2 };
        return pair.Sum * pair.Item2 * n + box.Inner.B * box.Rate;
    }
}

public record struct Line(double A, double B);

public struct Box
{
    public Line Inner;
    public double Rate;
}

// ----- generated -----

    /// <summary>The value of <c>F</c>, bit for bit, and value and adjoint of each of its locals.</summary>
    /// <remarks>
    /// <code>
    /// ∂F/∂q_A = 3·p.B
    /// ∂F/∂q_B = 4 + 3·(p.A·x + p.B) + 3·p.B
    /// ∂F/∂pair_Sum = 3·p.B
    /// ∂F/∂pair_Item2 = 3·(p.A·x + p.B)
    /// ∂F/∂q_B2 = 2
    /// ∂F/∂box_Inner_B = 2
    /// ∂F/∂box_Rate = 2·p.B
    /// All others are 0.
    /// </code>
    /// Operations: 2 +, 5 × for the value; 4 +, 7 × for the trace.
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static FTraceResult FTrace(Line p, double x)
    {
        double qA = p.A * x;
        double pairSum = qA + p.B;
        double qB = p.B * 2.0;
        double value = pairSum * p.B * 3.0 + qB * 2.0;
        double dq_A = 3.0 * p.B;
        double dpair_Item2 = 3.0 * pairSum;
        double dB = 4.0 + dpair_Item2 + dq_A;
        return new FTraceResult(
            value,
            new(qA, dq_A),
            new(p.B, dB),
            new(pairSum, dq_A),
            new(p.B, dpair_Item2),
            new(qB, 2.0),
            new(qA, 0.0),
            new(qB, 2.0),
            new(2.0, qB));
    }

    /// <summary>
    /// The value of <c>F</c>, and its locals in the order they are assigned, each with its adjoint: the derivative of the value by it.
    /// A local that is not assigned on the path taken has the value NaN and the adjoint 0.
    /// </summary>
    /// <param name="Value">What <c>F</c> returns.</param>
    /// <param name="q_A">The local <c>q_A</c>.</param>
    /// <param name="q_B">The local <c>q_B</c>.</param>
    /// <param name="pair_Sum">The local <c>pair_Sum</c>.</param>
    /// <param name="pair_Item2">The local <c>pair_Item2</c>.</param>
    /// <param name="q_B2">The local <c>q_B2</c>.</param>
    /// <param name="box_Inner_A">The local <c>box_Inner_A</c>.</param>
    /// <param name="box_Inner_B">The local <c>box_Inner_B</c>.</param>
    /// <param name="box_Rate">The local <c>box_Rate</c>.</param>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public readonly record struct FTraceResult(
        double Value,
        Traced<double> q_A,
        Traced<double> q_B,
        Traced<double> pair_Sum,
        Traced<double> pair_Item2,
        Traced<double> q_B2,
        Traced<double> box_Inner_A,
        Traced<double> box_Inner_B,
        Traced<double> box_Rate)
    {
        /// <summary>A table with a line for each local: its name, its value, its adjoint.</summary>
        /// <returns>The table; its last line is the value.</returns>
        public override string ToString() => new TraceTable()
            .Add("q_A", q_A)
            .Add("q_B", q_B)
            .Add("pair_Sum", pair_Sum)
            .Add("pair_Item2", pair_Item2)
            .Add("q_B2", q_B2)
            .Add("box_Inner_A", box_Inner_A)
            .Add("box_Inner_B", box_Inner_B)
            .Add("box_Rate", box_Rate)
            .Add("F", Value)
            .ToString();
    }

