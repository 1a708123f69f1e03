// ----- exact -----

FValueAndGradient(double x, double y)
    {
        double powX = Math.Pow(x, 2.5);
        double exp = Math.Exp(x + y);
        double product = Math.Exp(x) * Math.Exp(y);
        double dy = product + exp;
        double dx = dy + powX + 2.5 * Math.Pow(x, 1.5) * x;
        return (x * powX + exp + product, (dx, dy));
    }

// ----- relaxed -----

FValueAndGradient(double x, double y)
    {
        double powX = Math.Pow(x, 2.5);
        double exp = Math.Exp(x + y);
        double value = x * powX + exp + Math.Exp(x) * Math.Exp(y);
        double dy = 2.0 * exp;
        return (value, (dy + powX + 2.5 * powX, dy));
    }
