namespace GradBench.Objectives;

/// <summary>Gradient descent at a rate that is doubled after some steps that went down, and halved after one that did not.</summary>
internal static class Descent
{
    public const double FirstRate = 1e-5;

    public const double Tolerance = 1e-5;

    public const int Patience = 10;

    public static double[] Minimize(Func<double[], double> function, Action<double[], double[]> gradient, double[] start)
    {
        double[] x = [.. start], next = new double[x.Length], slope = new double[x.Length];
        double value = function(x);
        gradient(x, slope);
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

            double there = function(next);
            if (there < value)
            {
                (x, next, value) = (next, x, there);
                gradient(x, slope);
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
