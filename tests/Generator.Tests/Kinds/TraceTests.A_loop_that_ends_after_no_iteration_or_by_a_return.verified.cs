using System;
using SymGrad;

public static partial class Sample
{
    [Differentiable(Derivatives.Trace)]
    public static double F(double x, int n)
    {
        double y = x;
        double last;
        while (y < n)
        {
            last = y;
            y = y * y;
            if (y > 50)
                return y * 2;
        }
    
        return y * x;
    }
}

// ----- generated -----

    /// <summary>The value of <c>F</c>, bit for bit, and value and adjoint of each of its locals.</summary>
    /// <remarks>
    /// <code>
    /// ∂F/∂y = dy
    /// ∂F/∂y2 = (… ? 0 : x)
    /// All others are 0.
    /// </code>
    /// Operations: 3 × for the value; 1 +, 8 × for the trace.
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static FTraceResult FTrace(double x, int n)
    {
        bool condition = false;
        double y2 = x;
        int kept = 0;
        // Forth; nothing needs to be kept.
        while (!condition && y2 < (double)n)
        {
            y2 *= y2;
            condition = y2 > 50.0;
            kept++;
        }

        using var kept2Memory = new Scratch<double>(kept);
        Span<double> kept2 = kept2Memory.Span;
        bool condition2 = false;
        double choice = double.NaN;
        double y22 = x;
        double last = double.NaN;
        int kept3 = 0;
        int iterations = 0;
        // Forth: what the way back needs is kept in memory of its own.
        while (!condition2 && y22 < (double)n)
        {
            kept2[kept3] = y22;
            double y24 = y22 * y22;
            condition2 = y24 > 50.0;
            choice = condition2 ? y24 * 2.0 : choice;
            last = y22;
            y22 = y24;
            kept3++;
            iterations++;
        }

        double value;
        double choice2;
        double dy3;
        if (condition2)
        {
            value = choice;
            choice2 = 1.0;
            dy3 = 0.0;
        }
        else
        {
            value = y22 * x;
            choice2 = 0.0;
            dy3 = x;
        }

        double dy2 = dy3;
        // Back, the last iteration first.
        for (int iteration = iterations - 1; iteration >= 0; iteration--)
        {
            kept3--;
            double y25 = kept2[kept3];
            double y23 = y25 * y25;
            double dy22;
            if (y23 > 50.0)
            {
                dy22 = dy2 + 2.0 * choice2;
                choice2 = 0.0;
            }
            else
            {
                dy22 = dy2;
            }

            dy2 = 2.0 * (dy22 * y25);
        }

        return new FTraceResult(value, new(x, dy2), new(y22, dy3), new(last, 0.0));
    }

    /// <summary>How many values the loops of <c>F</c> keep for the way back: the length of a workspace for the members that take one.</summary>
    /// <remarks>
    /// <code>
    /// length = …
    /// </code>
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static int FWorkspaceLength(double x, int n)
    {
        bool condition = false;
        double y = x;
        int kept = 0;
        while (!condition && y < (double)n)
        {
            y *= y;
            condition = y > 50.0;
            kept++;
        }

        return kept;
    }

    /// <summary>
    /// The value of <c>F</c>, and its locals in the order they are assigned, each with its adjoint: the derivative of the value by it.
    /// A local that is not assigned on the path taken has the value NaN and the adjoint 0.
    /// </summary>
    /// <param name="Value">What <c>F</c> returns.</param>
    /// <param name="y">The local <c>y</c>.</param>
    /// <param name="y2">The local <c>y2</c>.</param>
    /// <param name="last">The local <c>last</c>.</param>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public readonly record struct FTraceResult(
        double Value,
        Traced<double> y,
        Traced<double> y2,
        Traced<double> last)
    {
        /// <summary>A table with a line for each local: its name, its value, its adjoint.</summary>
        /// <returns>The table; its last line is the value.</returns>
        public override string ToString() => new TraceTable()
            .Add("y", y)
            .Add("y2", y2)
            .Add("last", last)
            .Add("F", Value)
            .ToString();
    }

