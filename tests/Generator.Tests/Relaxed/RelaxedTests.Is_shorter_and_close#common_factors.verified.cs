// ----- exact -----

FValueAndGradient(double x, double y)
    {
        double sinX = Math.Sin(x);
        double product = sinX * y;
        double cosX = Math.Cos(x);
        double product2 = cosX * y;
        double product3 = 0.1 * x;
        double product4 = 0.7 * x;
        double value = product + product2 + product3 * y + product4 * y;
        double dx = 0.7 * y + 0.1 * y - product + product2;
        return (value, (dx, product4 + product3 + cosX + sinX));
    }

// ----- relaxed -----

FValueAndGradient(double x, double y)
    {
        double sinX = Math.Sin(x);
        double product = sinX * y;
        double cosX = Math.Cos(x);
        double product2 = cosX * y;
        double value = product + product2 + 0.1 * x * y + 0.7 * x * y;
        return (value, (0.7999999999999999 * y - product + product2, 0.7999999999999999 * x + cosX + sinX));
    }
