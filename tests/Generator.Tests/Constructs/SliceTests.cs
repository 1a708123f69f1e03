namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Parts of arrays and spans: views that alias what they are parts of.</summary>
public class SliceTests
{
    [Fact]
    public void A_row_in_each_iteration() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            real y = 0;
            for (int i = 0; i < n; i++)
            {
                ReadOnlySpan<real> pair = x.Slice(i, 2);
                y += Dot(pair, pair) * pair[0];
            }

            return y;
        }

        private static real Dot(ReadOnlySpan<real> a, ReadOnlySpan<real> b)
        {
            real dot = 0;
            for (int i = 0; i < a.Length; i++)
                dot += a[i] * b[i];
            return dot;
        }
        """,
        "x, n");

    [Fact]
    public void Ranges() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            ReadOnlySpan<real> tail = x[1..], head = x[..^1];
            real y = x[^1..][0];
            for (int i = 0; i < tail.Length; i++)
                y += Math.Sin(tail[i]) * head[i];
            return y;
        }
        """);

    [Fact]
    public void A_part_of_an_array() => LoopConstruct.Check(
        """
        real F(real[] x, int n)
        {
            Span<real> last = x.AsSpan(n);
            real y = 1;
            foreach (real e in x.AsSpan(0, n))
                y *= Math.Exp(e) * last[0];
            return y;
        }
        """,
        "x, n");

    [Fact]
    public void A_range_of_an_array_is_a_copy() => LoopConstruct.Check(
        """
        real F(real[] x)
        {
            real[] a = new real[x.Length + 1];
            for (int i = 0; i < x.Length; i++)
                a[i] = x[i];
            real[] copy = a[1..];
            copy[0] = 2 * x[0];
            a[1] = 3 * x[0];
            return copy[0] * a[1] * a[0];
        }
        """);

    [Fact]
    public void Two_names_for_the_same_elements() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            Span<real> a = stackalloc real[4];
            Span<real> left = a.Slice(0, 3), right = a[1..];
            left[1] = x[0];
            right[0] *= x[0];
            left[2] = right[0] + x[0];
            right[1] = left[2] * right[1];
            return a[1] * a[2];
        }
        """);

    [Fact]
    public void Parts_that_change_in_loops() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            Span<real> a = new real[2 * x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                Span<real> row = a.Slice(2 * i, 2);
                row[0] = x[i];
                row[1] = row[0] * x[0];
            }

            real y = 1;
            for (int i = 0; i < x.Length; i++)
            {
                Span<real> row = a.Slice(2 * i)[..2];
                for (int k = 1; k < row.Length; k++)
                    row[k] *= row[k - 1] + row[k];
                y += row[1];
            }

            return y;
        }
        """);

    [Fact]
    public void An_element_of_a_part_in_a_loop_and_before() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            Span<real> a = new real[x.Length + 1];
            x.CopyTo(a[1..]);
            Span<real> part = a.Slice(1);
            real y = part[0];
            for (int i = 0; i < part.Length; i++)
            {
                part[0] = part[0] * part[i];
                y += part[0] * y;
            }

            return y * part[0];
        }
        """);

    [Fact]
    public void A_part_chosen_by_a_condition() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            ReadOnlySpan<real> part = x;
            if (x[0] > 0.5)
                part = x.Slice(n);
            real y = 0;
            while (part.Length > 0)
            {
                y = y * 0.5 + part[0] * part[^1];
                part = part.Slice(1);
            }

            return y;
        }
        """,
        "x, n");
}
