using SymGrad;

namespace GradBench.Objectives;

/// <summary>A determinant by expansion along the first row, again and again.</summary>
internal static partial class Det
{
    /// <remarks>
    /// The minors of the last rows and any columns are needed again and again: each is computed once, with its columns as the bits of its place.
    /// </remarks>
    /// <param name="a">The matrix, row by row.</param>
    /// <param name="n">The number of rows.</param>
    [Differentiable]
    public static double Determinant(ReadOnlySpan<double> a, int n)
    {
        var minors = new double[1 << n];
        minors[0] = 1;
        for (int columns = 1; columns < 1 << n; columns++)
        {
            int row = n - Count(columns);
            double minor = 0, sign = 1;
            for (int column = 0; column < n; column++)
            {
                if ((columns >> column & 1) == 0)
                    continue;
                minor += sign * a[row * n + column] * minors[columns & ~(1 << column)];
                sign = -sign;
            }

            minors[columns] = minor;
        }

        return minors[^1];
    }

    private static int Count(int bits)
    {
        int count = 0;
        for (; bits != 0; bits &= bits - 1)
            count++;
        return count;
    }
}
