namespace SymGrad.Generator.Tests.Kinds;

/// <summary>Compares matrices of partials, row by row, with hyper-dual numbers.</summary>
internal static class Matrices
{
    private const double Ulps = 64;

    public static void Jacobian(double[] jacobian, double[] point, Func<HyperDual[], HyperDual[]> function)
    {
        for (int j = 0; j < point.Length; j++)
        {
            HyperDual[] column = function(At(point, j, j));
            Assert.Equal(column.Length * point.Length, jacobian.Length);
            for (int k = 0; k < column.Length; k++)
                Ulp.AssertClose(jacobian[(k * point.Length) + j], column[k].First, column[k].FirstScale, Ulps, $"({k}, {j})");
        }
    }

    public static void Hessian(double[] hessian, double[] point, Func<HyperDual[], HyperDual> function)
    {
        Assert.Equal(point.Length * point.Length, hessian.Length);
        for (int k = 0; k < hessian.Length; k++)
        {
            (int i, int j) = (k / point.Length, k % point.Length);
            HyperDual entry = function(At(point, i, j));
            Ulp.AssertClose(hessian[k], entry.Mixed, entry.Scale, Ulps, $"({i}, {j})");
        }
    }

    private static HyperDual[] At(double[] point, int first, int second) =>
        [.. point.Select((x, i) => HyperDual.Variable(x, i == first ? 1 : 0, i == second ? 1 : 0))];
}
