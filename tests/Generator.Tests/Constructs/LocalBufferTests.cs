namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Local buffers that are made, changed or reset in a branch or an iteration.</summary>
public class LocalBufferTests
{
    [Fact]
    public void Made_in_a_branch_of_an_iteration() => LoopConstruct.Numbers(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = 1;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] > 0.2)
                {
                    var a = new real[i % 5 + 1];
                    for (int j = 0; j < a.Length; j++)
                        a[j] = Math.Sin(x[i] * y + j);
                    for (int j = 1; j < a.Length; j++)
                        a[j] *= a[j - 1];
                    y += Math.Sin(a[^1] * y);
                }
            }

            return y;
        }
        """);

    [Theory]
    [InlineData("a[i] = y;")]
    [InlineData("a[i] = y; for (int j = 0; j < x.Length; j++) a[i] = 0.5;")]
    [InlineData("for (int j = 0; j < x.Length; j++) a[j] = y * j;")]
    [InlineData("if (y > 0.5) a[i] = y;")]
    [InlineData("a[i] = Math.Sin(y); for (int j = 1; j < x.Length; j++) if (x[j] > y) a[j] = a[j - 1];")]
    public void Made_in_an_iteration_and_filled_from_the_one_before(string filled) => LoopConstruct.Numbers(
        $$"""
        real F(ReadOnlySpan<real> x)
        {
            real y = 0.3;
            for (int i = 0; i < x.Length; i++)
            {
                var a = new real[x.Length];
                {{filled}}
                for (int j = 0; j < x.Length; j++)
                    y += Math.Sin(a[j] * x[0]);
            }

            return y;
        }
        """);

    [Fact]
    public void As_long_as_an_input_and_used_in_a_branch() => LoopConstruct.Numbers(
        """
        real F(ReadOnlySpan<real> x)
        {
            real y = x[0];
            var a = new real[x.Length];
            if (x[0] > 0.1)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    a[i] = x[i];
                    y += Math.Sin(a[i]);
                    a[i] = 0;
                }
            }

            return y;
        }
        """);

    [Fact]
    public void Set_and_reset_around_an_inner_loop() => LoopConstruct.Numbers(
        """
        real F(ReadOnlySpan<real> x)
        {
            var unit = new real[x.Length < 7 ? x.Length : 7];
            real y = 0.3;
            for (int i = 0; i < unit.Length; i++)
            {
                unit[i] = i % 2 == 0 ? 1 : y;
                real t = 0;
                for (int j = 0; j < unit.Length; j++)
                    t += unit[j] * x[j] * y;
                y += Math.Sin(t);
                unit[i] = 0;
            }

            return y;
        }
        """);

    [Fact]
    public void Read_in_a_branch_before_it_is_set_and_reset() => LoopConstruct.Numbers(
        """
        real F(ReadOnlySpan<real> x)
        {
            var b = new real[x.Length];
            real y = 0.3, t = x[0];
            for (int i = 0; i < x.Length; i++)
            {
                if (t < 0.5)
                    t = Math.Sin(b[i] + t);
                b[i] = 1;
                for (int j = 0; j < x.Length; j++)
                {
                    if (x[j] > 1.02)
                        break;
                    b[j] = x[j];
                }

                b[i] = 0;
                y += x[i];
            }

            return y + t;
        }
        """);

    [Fact]
    public void Made_in_a_branch_and_read_by_a_loop_that_is_gone_back_through_apart() => LoopConstruct.Numbers(
        """
        real F(ReadOnlySpan<real> x)
        {
            var a = new real[x.Length];
            real y = 0.3, z = x[0];
            for (int i = 0; i < x.Length && i < 6; i++)
            {
                if (x[i] > 1.02)
                    continue;
                var b = new real[x.Length];
                for (int j = 0; j < x.Length; j++)
                    y += Math.Sin((a[i] + a[j] + z) * Math.Sin(b[j] + z));
                b[i] += Math.Sin(b[i] * y) * a[i];
                if (z > 0.2)
                    a[i] += x[i] * z;
            }

            return y;
        }
        """);
}
