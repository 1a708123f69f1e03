// ----- exact -----

FValueAndGradient(double x, double y)
    {
        double r = (x - 2.0) * 3.0;
        double product = 0.7 * x;
        double value = r * r * 7.0 / 5.0 + 0.1 * (product * y);
        double dx = 0.7 * (0.1 * y) + 3.0 * (2.8000000000000003 * r);
        return (value, (dx, 0.1 * product));
    }

// ----- relaxed -----

FValueAndGradient(double x, double y)
    {
        double r = (x - 2.0) * 3.0;
        double value = r * r * 7.0 / 5.0 + 0.1 * (0.7 * x * y);
        return (value, (0.06999999999999999 * y + 8.4 * r, 0.06999999999999999 * x));
    }
