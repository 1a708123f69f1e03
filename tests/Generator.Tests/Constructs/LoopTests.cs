namespace SymGrad.Generator.Tests.Constructs;

/// <summary>The reversal of each kind of loop, and of what loops do to buffers.</summary>
public class LoopTests
{
    [Fact]
    public void A_sum_is_fused() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real sum = 0;
            for (int i = 0; i < x.Length; i++)
                sum += Math.Sin(x[i]) * x[i];
            return sum;
        }
        """);

    [Fact]
    public void A_product_keeps_its_factors() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real product = 1;
            for (int i = 0; i < x.Length; i++)
                product *= x[i];
            return product;
        }
        """);

    [Fact]
    public void For_backwards_in_steps() => LoopConstruct.Check(
        """
        real F(real[] x)
        {
            real y = 0;
            for (int i = x.Length - 1; i >= 0; i -= 2)
                y = Math.Tanh(y + x[i]);
            return y;
        }
        """);

    [Fact]
    public void While() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = x[0];
            while (y * y < 9)
                y = y * y + y + 0.5;
            return y;
        }
        """);

    [Fact]
    public void Do() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = x[0];
            do
                y = Math.Exp(y);
            while (y < 5);
            return y;
        }
        """);

    [Fact]
    public void Foreach() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real norm = 0;
            foreach (real component in x)
                norm += component * component;
            return Math.Sqrt(norm);
        }
        """);

    [Fact]
    public void Nested() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            real y = 0;
            for (int i = 0; i < n; i++)
            {
                for (int j = i; j < n && j < i + 3; j++)
                    y = y * 0.5 + x[i] * x[j];
            }

            return y;
        }
        """,
        "x, n");

    [Fact]
    public void What_independent_iterations_keep_is_given_back() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            real sum = 0;
            for (int i = 0; i < n; i++)
            {
                real best = 10;
                for (int j = 0; j < i; j++)
                    best = Math.Min(best, x[i] * x[j]);
                sum += best;
            }

            return sum;
        }
        """,
        "x, n");

    [Fact]
    public void Independent_iterations_inside_dependent_ones() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            real y = 1;
            for (int round = 0; round < n; round++)
            {
                real sum = 0;
                foreach (real d in x)
                {
                    real root = d + 1;
                    while (root * root > y + 2)
                        root = 0.5 * (root + 1 / root);
                    sum += root;
                }

                y = Math.Sin(y * sum);
            }

            return y;
        }
        """,
        "x, n");

    [Fact]
    public void Break() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = 1;
            for (int i = 0; i < x.Length; i++)
            {
                y *= 1 + x[i];
                if (y > 2)
                    break;
            }

            return y;
        }
        """);

    [Fact]
    public void Continue() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = 1;
            foreach (real d in x)
            {
                if (d < 0.25)
                    continue;
                y *= d;
            }

            return y;
        }
        """);

    [Fact]
    public void Return_inside() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = 1;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] < 0.2)
                    return y * x[i];
                y *= x[i];
            }

            return y * y;
        }
        """);

    [Fact]
    public void Indirect_indices() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int[] idx)
        {
            real y = 0;
            for (int i = 0; i < idx.Length; i++)
                y += x[idx[i]] * x[i];
            return y;
        }
        """,
        "x, idx");

    [Fact]
    public void A_local_buffer() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real[] prefix = new real[x.Length + 1];
            for (int i = 0; i < x.Length; i++)
                prefix[i + 1] = prefix[i] + x[i];
            real y = 0;
            for (int i = 0; i < x.Length; i++)
                y += prefix[i] * prefix[i + 1];
            return y;
        }
        """);

    [Fact]
    public void Stackalloc() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            Span<real> state = stackalloc real[2];
            state[0] = x[0];
            for (int i = 0; i < n; i++)
                (state[0], state[1]) = (state[0] + 0.1 * state[1], state[1] - 0.1 * Math.Sin(state[0]));
            return state[0] * state[1];
        }
        """,
        "x, n");

    [Fact]
    public void In_place() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real[] a = new real[x.Length];
            for (int i = 0; i < x.Length; i++)
                a[i] = x[i];
            for (int i = 1; i < a.Length; i++)
                a[i] = a[i] * a[i - 1];
            return a[^1];
        }
        """);

    [Fact]
    public void A_helper_that_takes_spans() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            Span<real> scaled = new real[x.Length];
            for (int i = 0; i < x.Length; i++)
                scaled[i] = x[i];
            Scale(scaled, x[0]);
            return Dot(scaled, x);
        }

        private static void Scale(Span<real> a, real by)
        {
            for (int i = 0; i < a.Length; i++)
                a[i] *= by;
        }

        private static real Dot(ReadOnlySpan<real> a, ReadOnlySpan<real> b)
        {
            real dot = 0;
            for (int i = 0; i < a.Length; i++)
                dot += a[i] * b[i];
            return dot;
        }
        """);

    [Fact]
    public void A_short_loop_is_unrolled() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = x[0];
            for (int i = 0; i < 3; i++)
                y *= x[0] + i;
            return y;
        }
        """);

    [Fact]
    public void A_counter_that_an_inner_loop_is_bounded_by() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            real y = x[0];
            for (int i = 0; ; i++)
            {
                if (i >= 2 || n < 0)
                    break;
                for (int j = 0; j < (i & 3); j++)
                {
                    int left = 4;
                    while (y > -1 && left > 0)
                    {
                        left--;
                        y = y * x[0] - 0.5;
                    }
                }
            }

            return y;
        }
        """,
        "x, n");

    /// <summary>The inner loop goes on with the outer one's variable, which is kept before the branch replaces it.</summary>
    [Fact]
    public void A_branch_that_replaces_what_a_loop_inside_has_ended_with() => LoopConstruct.Numbers(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = 1;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = i; j >= 0; j--)
                    y += x[i] * Math.Sin(y * x[j]);
                if (y > 3)
                    continue;
                y *= x[i];
            }

            return y;
        }
        """);
}
