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
}
