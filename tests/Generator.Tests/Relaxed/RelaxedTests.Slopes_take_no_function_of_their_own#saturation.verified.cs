// ----- exact -----

FValueAndGradient(double x, double y)
    {
        double product = x * y;
        double tanh = Math.Tanh(product);
        double sigmoid = Functions.Sigmoid(x - y, out double sigmoidSlope);
        double quotient = 1.0 / Math.Cosh(product);
        double product2 = y * quotient * quotient;
        return (y * tanh + sigmoid, (sigmoidSlope + product2 * y, tanh - sigmoidSlope + product2 * x));
    }

// ----- relaxed -----

FValueAndGradient(double x, double y)
    {
        double tanh = Math.Tanh(x * y);
        double sigmoid = Functions.Sigmoid(x - y);
        double product = sigmoid * (1.0 - sigmoid);
        double product2 = y * ((1.0 - tanh) * (1.0 + tanh));
        return (y * tanh + sigmoid, (product + product2 * y, tanh - product + product2 * x));
    }
