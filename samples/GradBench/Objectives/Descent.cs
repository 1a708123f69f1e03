namespace GradBench.Objectives;

/// <summary>Gradient descent at a rate that is doubled after some steps that went down, and halved after one that did not.</summary>
internal static class Descent
{
    public const double FirstRate = 1e-5;

    public const double Tolerance = 1e-5;

    public const int Patience = 10;

    /// <param name="valueAndGradient">Gives the value at a point and fills an array with the gradient there.</param>
    /// <param name="start">Where to begin.</param>
    public static double[] Minimize(Func<double[], double[], double> valueAndGradient, double[] start)
    {
        double[] x = [.. start], slope = new double[x.Length], next = new double[x.Length], nextSlope = new double[x.Length];
        double value = valueAndGradient(x, slope);
        double rate = FirstRate;
        int accepted = 0;
        while (Norm(slope) > Tolerance)
        {
            if (accepted == Patience)
            {
                rate *= 2;
                accepted = 0;
                continue;
            }

            for (int i = 0; i < x.Length; i++)
                next[i] = x[i] - rate * slope[i];
            if (Distance(x, next) <= Tolerance)
                break;

            // Most steps go down, and the gradient comes with the value.
            double there = valueAndGradient(next, nextSlope);
            if (there < value)
            {
                (x, next, slope, nextSlope, value) = (next, x, nextSlope, slope, there);
                accepted++;
            }
            else
            {
                rate /= 2;
                accepted = 0;
            }
        }

        return x;
    }

    private static double Norm(double[] v)
    {
        double sum = 0;
        foreach (double x in v)
            sum += x * x;
        return Math.Sqrt(sum);
    }

    private static double Distance(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return Math.Sqrt(sum);
    }
}
