// ----- exact -----

FValueAndGradient(double x, double y)
    {
        double u = x * y;
        double sqrtU = Math.Sqrt(u);
        double logU = Math.Log(u);
        double quotient = u / x;
        double value = sqrtU * u + u * logU + quotient;
        double quotient2 = 1.0 / x;
        double du = quotient2 + logU + u / u + sqrtU + 0.5 * u / Math.Abs(sqrtU);
        return (value, (du * y - quotient2 * quotient, du * x));
    }

// ----- relaxed -----

FValueAndGradient(double x, double y)
    {
        double u = x * y;
        double sqrtU = Math.Sqrt(u);
        double logU = Math.Log(u);
        double quotient = u / x;
        double value = sqrtU * u + u * logU + quotient;
        double quotient2 = 1.0 / x;
        double du = quotient2 + logU + 1.0 + sqrtU + 0.5 * sqrtU;
        return (value, (du * y - quotient2 * quotient, du * x));
    }
