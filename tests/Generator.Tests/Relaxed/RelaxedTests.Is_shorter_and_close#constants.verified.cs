// ----- exact -----

FValueAndGradient(double x, double y)
    {
        double r = (x - 2.0) * 3.0;
        double quotient = 5.0 / x;
        double value = r * r * 7.0 / 5.0 + 0.3 * (quotient * y);
        double dx = 8.4 * r - 0.3 * y / x * quotient;
        return (value, (dx, 0.3 * quotient));
    }

// ----- relaxed -----

FValueAndGradient(double x, double y)
    {
        double r = (x - 2.0) * 3.0;
        double quotient = 5.0 / x;
        double value = r * r * 7.0 / 5.0 + 0.3 * (quotient * y);
        double dx = 8.4 * r - 0.3 * y / x * quotient;
        return (value, (dx, 1.5 / x));
    }
