using System;
using SymGrad;

public static partial class Sample
{
    [Differentiable(Derivatives.Trace)]
    public static double F(double x, double y)
    {
        double s = 0;
        if (x > y)
        {
            double t = x * y;
            s = t * t;
            if (x > 10)
                return s;
        }
        else
        {
            s = x / y;
        }
    
        double q = s + y;
        return q * x;
    }
}

// ----- generated -----

    /// <summary>The value of <c>F</c>, bit for bit, and value and adjoint of each of its locals.</summary>
    /// <remarks>
    /// <code>
    /// ∂F/∂t = (x &gt; y ? 2·((x &gt; y ∧ x &gt; 10 ? 1 : 0) + (x &gt; y ∧ x &gt; 10 ? 0 : x))·(x &gt; y ? t : NaN) : 0)
    /// ∂F/∂s2 = (x &gt; y ? (x &gt; y ∧ x &gt; 10 ? 1 : 0) + (x &gt; y ∧ x &gt; 10 ? 0 : x) : 0)
    /// ∂F/∂s3 = (x &gt; y ? 0 : (x &gt; y ∧ x &gt; 10 ? 0 : x))
    /// ∂F/∂q = (x &gt; y ∧ x &gt; 10 ? 0 : x)
    /// All others are 0.
    /// </code>
    /// Operations: 1 +, 3 ×, 1 ÷ for the value; 2 +, 5 ×, 1 ÷ for the trace.
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static FTraceResult FTrace(double x, double y)
    {
        bool condition = x > y;
        bool condition2;
        double s22 = default;
        double s4;
        double t2;
        double s;
        double s5;
        if (condition)
        {
            t2 = x * y;
            s22 = t2 * t2;
            condition2 = x > 10.0;
            s4 = s22;
            s = s22;
            s5 = double.NaN;
        }
        else
        {
            s4 = x / y;
            condition2 = false;
            t2 = double.NaN;
            s = double.NaN;
            s5 = s4;
        }

        double value = default;
        double q2;
        double ds4;
        double choice;
        if (condition2)
        {
            value = s22;
            q2 = double.NaN;
            ds4 = 0.0;
            choice = 1.0;
        }
        else
        {
            q2 = s4 + y;
            value = q2 * x;
            ds4 = x;
            choice = 0.0;
        }

        if (condition)
        {
            double ds2 = choice + ds4;
            return new FTraceResult(
                value,
                new(0.0, 0.0),
                new(t2, 2.0 * (ds2 * t2)),
                new(s, ds2),
                new(s5, 0.0),
                new(q2, ds4));
        }

        return new FTraceResult(
            value,
            new(0.0, 0.0),
            new(t2, 0.0),
            new(s, 0.0),
            new(s5, ds4),
            new(q2, ds4));
    }

    /// <summary>
    /// The value of <c>F</c>, and its locals in the order they are assigned, each with its adjoint: the derivative of the value by it.
    /// A local that is not assigned on the path taken has the value NaN and the adjoint 0.
    /// </summary>
    /// <param name="Value">What <c>F</c> returns.</param>
    /// <param name="s">The local <c>s</c>.</param>
    /// <param name="t">The local <c>t</c>.</param>
    /// <param name="s2">The local <c>s2</c>.</param>
    /// <param name="s3">The local <c>s3</c>.</param>
    /// <param name="q">The local <c>q</c>.</param>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public readonly record struct FTraceResult(
        double Value,
        Traced<double> s,
        Traced<double> t,
        Traced<double> s2,
        Traced<double> s3,
        Traced<double> q)
    {
        /// <summary>A table with a line for each local: its name, its value, its adjoint.</summary>
        /// <returns>The table; its last line is the value.</returns>
        public override string ToString() => new TraceTable()
            .Add("s", s)
            .Add("t", t)
            .Add("s2", s2)
            .Add("s3", s3)
            .Add("q", q)
            .Add("F", Value)
            .ToString();
    }

