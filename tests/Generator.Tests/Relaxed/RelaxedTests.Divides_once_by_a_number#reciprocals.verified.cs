// ----- exact -----

FValueAndGradient(double x, double y)
    {
        double z = x * x + y * y + 1.0;
        double quotient = x / z;
        double quotient2 = y / z;
        double sin = Math.Sin(quotient2);
        double quotient3 = quotient * Math.Cos(quotient2) / z;
        double quotient4 = sin / z;
        double dz = -(quotient3 * quotient2) - quotient4 * quotient;
        return (quotient * sin, (quotient4 + 2.0 * (dz * x), quotient3 + 2.0 * (dz * y)));
    }

// ----- relaxed -----

FValueAndGradient(double x, double y)
    {
        double z = x * x + y * y + 1.0;
        double quotient = x / z;
        double quotient2 = y / z;
        double sin = Math.Sin(quotient2);
        double quotient3 = 1.0 / z;
        double product = quotient * Math.Cos(quotient2) * quotient3;
        double product2 = sin * quotient3;
        double dz = -(product * quotient2) - product2 * quotient;
        return (quotient * sin, (product2 + 2.0 * (dz * x), product + 2.0 * (dz * y)));
    }
