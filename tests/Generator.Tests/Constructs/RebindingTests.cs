namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Variables that refer to one buffer in one iteration and to another one in the next.</summary>
public class RebindingTests
{
    [Fact]
    public void Buffers_that_are_swapped() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            var now = new real[x.Length];
            var next = new real[x.Length];
            x.CopyTo(now);
            for (int t = 0; t < 3 + n % 2; t++)
            {
                for (int i = 0; i < x.Length; i++)
                    next[i] = now[i] * Math.Cos(now[(i + 1) % now.Length]);
                (now, next) = (next, now);
            }

            return now[0] + next[n];
        }
        """,
        "x, n");

    [Fact]
    public void Matrices_that_are_swapped() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            var now = new real[2, x.Length];
            var next = new real[2, x.Length];
            for (int i = 0; i < x.Length; i++)
                now[0, i] = x[i];
            for (int t = 0; t < 3 + n % 2; t++)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    next[0, i] = now[0, i] * Math.Cos(now[1, (i + 1) % x.Length]);
                    next[1, i] = now[0, i];
                }

                (now, next) = (next, now);
            }

            return now[0, 0] + next[1, n];
        }
        """,
        "x, n");

    [Fact]
    public void Spans_that_are_swapped_by_a_helper_where_a_condition_holds() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            Span<real> a = new real[x.Length];
            return Run(x, a, x.Length - n);
        }

        private static real Run(ReadOnlySpan<real> x, Span<real> a, int n)
        {
            Span<real> b = new real[x.Length + 1];
            real y = 1;
            for (int t = 0; t < x.Length && t < 7; t++)
            {
                a[0] += x[t] * y;
                y = y * Math.Sin(b[0]) + a[0] + b[^1];
                if (t % 3 != n)
                {
                    Span<real> c = a;
                    a = b;
                    b = c;
                }
            }

            return y;
        }
        """,
        "x, n");

    [Fact]
    public void A_buffer_that_each_iteration_makes_anew() => LoopConstruct.Check(
        """
        real F(real[] x, int n)
        {
            real[] h = x;
            for (int layer = 0; layer < 1 + n % 3; layer++)
            {
                var next = new real[x.Length];
                for (int i = 0; i < h.Length; i++)
                    next[i] = Math.Tanh(h[i]) * h[0] + x[layer];
                h = next;
            }

            real y = 0;
            foreach (real e in h)
                y += e * e;
            return y;
        }
        """,
        "x, n");

    [Fact]
    public void What_is_left_of_a_span() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = 1;
            ReadOnlySpan<real> rest = x;
            while (rest.Length > 1)
            {
                y = Math.Sin(y) + rest[0] * rest[^1];
                rest = rest[1..];
            }

            return y * rest[0];
        }
        """);

    [Fact]
    public void Spans_that_come_from_outside() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            ReadOnlySpan<real> a = x[..1], b = x;
            real y = 1;
            for (int t = 0; t < 4; t++)
            {
                y *= a[0] + b[b.Length - 1] * t;
                ReadOnlySpan<real> c = a;
                a = b;
                b = c;
            }

            return y;
        }
        """,
        "x, n");

    [Fact]
    public void Buffers_that_a_loop_inside_swaps() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            real[] now = x.ToArray(), next = new real[x.Length];
            for (int step = 0; step < 3; step++)
            {
                for (int half = 0; half < 1 + (n + step) % 2; half++)
                {
                    for (int i = 0; i < x.Length; i++)
                        next[i] = now[i] * now[n];
                    (now, next) = (next, now);
                }

                now[0] += next[0];
            }

            return now[0] + next[n];
        }
        """,
        "x, n");

    /// <summary>The loop goes through the elements of the buffer that the variable referred to before it.</summary>
    [Fact]
    public void A_buffer_that_is_swapped_while_a_loop_goes_through_it() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            real[] a = x.ToArray(), b = new real[x.Length];
            real y = 1;
            foreach (real e in a)
            {
                b[n] = a[0] * e;
                y = Math.Sin(y) + b[n] + a[^1];
                (a, b) = (b, a);
            }

            return y;
        }
        """,
        "x, n");

    [Fact]
    public void A_buffer_chosen_by_a_condition() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            real[] a = new real[n + 2], b = new real[n + 1];
            real[] chosen = n % 4 > 1 ? a : b;
            chosen[n] = x[0] * x[0];
            b[0] += x[n];
            if (n > 3)
                (a, b) = (b, a);
            return a[0] * b[0] + Math.Sin(a[n]) * b[n] + chosen[n] * chosen.Length;
        }
        """,
        "x, n");

    [Fact]
    public void A_span_that_is_default_at_first() => LoopConstruct.Numbers(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = 1;
            ReadOnlySpan<real> rest = default;
            for (int i = 0; i < x.Length; i++)
            {
                y += i == 0 ? x[0] : Math.Sin(y * rest[0]);
                rest = x[i..];
                if (i == 3)
                    rest = rest[1..];
            }

            return y;
        }
        """);
}
