using System;
using SymGrad;

public static partial class Sample
{
    [Differentiable(Derivatives.Trace)]
    public static double F(double x, int n)
    {
        double y = x, c = x;
        double last;
        for (int i = 0; i < n; i++)
        {
            double product = y * c;
            y = product + 1;
            last = y;
            c *= 2;
        }
    
        double result = y * c;
        return result;
    }
}

// ----- generated -----

    /// <summary>The value of <c>F</c>, bit for bit, and value and adjoint of each of its locals.</summary>
    /// <remarks>
    /// <code>
    /// ∂F/∂y = dy
    /// ∂F/∂c = dc
    /// ∂F/∂y2 = c
    /// ∂F/∂c2 = y
    /// ∂F/∂result = 1
    /// All others are 0.
    /// </code>
    /// Operations: 1 +, 3 × for the value; 2 +, 6 × for the trace.
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static FTraceResult FTrace(double x, int n)
    {
        int maxN = Math.Max(n, 0);
        using var keptMemory = new Scratch<double>(2 * maxN);
        Span<double> kept = keptMemory.Span;
        double y = x;
        double c = x;
        double last = double.NaN;
        // Forth: what the way back needs is kept in memory of its own.
        for (int i = 0; i < n; i++)
        {
            Span<double> tape = kept.Slice(2 * i, 2);
            tape[0] = y;
            tape[1] = c;
            double product = y * c;
            y = product + 1.0;
            c *= 2.0;
            last = y;
        }

        double result = y * c;
        double dy = c;
        double dc = y;
        // Back, the last iteration first.
        for (int i = maxN - 1; i >= 0; i--)
        {
            Span<double> tape2 = kept.Slice(2 * i, 2);
            double y2 = tape2[0];
            double c2 = tape2[1];
            dc = 2.0 * dc + dy * y2;
            dy *= c2;
        }

        return new FTraceResult(
            result,
            new(x, dy),
            new(x, dc),
            new(y, c),
            new(c, y),
            new(last, 0.0),
            new(result, 1.0));
    }

    /// <summary>How many values the loops of <c>F</c> keep for the way back: the length of a workspace for the members that take one.</summary>
    /// <remarks>
    /// <code>
    /// length = 2·max(n, 0)
    /// </code>
    /// </remarks>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public static int FWorkspaceLength(double x, int n)
    {
        return 2 * Math.Max(n, 0);
    }

    /// <summary>
    /// The value of <c>F</c>, and its locals in the order they are assigned, each with its adjoint: the derivative of the value by it.
    /// A local that is not assigned on the path taken has the value NaN and the adjoint 0.
    /// </summary>
    /// <param name="Value">What <c>F</c> returns.</param>
    /// <param name="y">The local <c>y</c>.</param>
    /// <param name="c">The local <c>c</c>.</param>
    /// <param name="y2">The local <c>y2</c>.</param>
    /// <param name="c2">The local <c>c2</c>.</param>
    /// <param name="last">The local <c>last</c>.</param>
    /// <param name="result">The local <c>result</c>.</param>
    [global::System.CodeDom.Compiler.GeneratedCode("SymGrad.Generator", "0.1.0")]
    public readonly record struct FTraceResult(
        double Value,
        Traced<double> y,
        Traced<double> c,
        Traced<double> y2,
        Traced<double> c2,
        Traced<double> last,
        Traced<double> result)
    {
        /// <summary>A table with a line for each local: its name, its value, its adjoint.</summary>
        /// <returns>The table; its last line is the value.</returns>
        public override string ToString() => new TraceTable()
            .Add("y", y)
            .Add("c", c)
            .Add("y2", y2)
            .Add("c2", c2)
            .Add("last", last)
            .Add("result", result)
            .Add("F", Value)
            .ToString();
    }

