namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Arrays of two dimensions. A gradient has the shape of what it is taken with respect to.</summary>
public class MatrixTests
{
    [Fact]
    public void A_local_matrix() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            int n = x.Length;
            var a = new real[2, n];
            for (int i = 0; i < a.GetLength(0); i++)
            {
                for (int j = 0; j < a.GetLength(1); j++)
                    a[i, j] = x[j] * (i + 1);
            }

            a[1, 0] *= a[0, n - 1];
            real y = 1;
            for (int j = 0; j < n; j++)
                y += y * a[0, j] * a[1, j];
            return y / a.Length;
        }
        """);

    [Fact]
    public void A_product_with_a_vector() => MatrixConstruct.Check(
        """
        real F(real[,] a, ReadOnlySpan<real> x)
        {
            real norm = 0;
            for (int i = 0; i < a.GetLength(0); i++)
            {
                real sum = 0;
                for (int j = 0; j < a.GetLength(1); j++)
                    sum += a[i, j] * x[j];
                norm += sum * sum;
            }

            return norm;
        }
        """);

    [Fact]
    public void A_determinant() => MatrixConstruct.Check(
        """
        real F(real[,] a, ReadOnlySpan<real> x)
        {
            int n = a.GetLength(0) < a.GetLength(1) ? a.GetLength(0) : a.GetLength(1);
            var lu = new real[n, n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                    lu[i, j] = a[i, j] + (i == j ? 2 : 0);
            }

            real determinant = x[0];
            for (int k = 0; k < n; k++)
            {
                determinant *= lu[k, k];
                for (int i = k + 1; i < n; i++)
                {
                    lu[i, k] /= lu[k, k];
                    for (int j = k + 1; j < n; j++)
                        lu[i, j] -= lu[i, k] * lu[k, j];
                }
            }

            return determinant;
        }
        """);
}
