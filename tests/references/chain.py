#!/usr/bin/env python3
"""Writes chain.csv: the six-layer chain σ(…σ(2·w0 + b0)·w1 + b1…) of samples/VanishingGradient, from mpmath.

Run once, by hand, in this folder: python3 chain.py > chain.csv. For each start, the factors of ∂z/∂w0 from the output to the
input, then every partial of z, which is a difference quotient and so owes nothing to the chain rule; the two must agree.
Enough digits for a difference that is 1e-296 of its operands.
"""
from mpmath import diff, exp, mp, mpf, nstr

mp.dps = 1000
LAYERS = 6


def sigmoid(x):
    return 1 / (1 + exp(-x))


def loss(*parameters):
    signal = mpf(2)
    for layer in range(LAYERS):
        signal = sigmoid(signal * parameters[2 * layer] + parameters[2 * layer + 1])
    return signal


def factors(parameters):
    found = [("2", mpf(2))]
    signal = mpf(2)
    for layer in range(LAYERS):
        w, b = parameters[2 * layer : 2 * layer + 2]
        if layer > 0:
            found.append((f"w{layer}", w))
        z = signal * w + b
        found.append((f"σ′(z{layer})", exp(-z) / (1 + exp(-z)) ** 2))
        signal = sigmoid(z)
    return found[::-1]


def main():
    print("weight,first bias,bias,name,value")
    for weight, first_bias, bias in [("0.5", "0.5", "0.5"), ("100", "0.5", "0.5"), ("100", "-200", "-50"), ("2", "-4", "-1")]:
        parameters = [mpf(weight), mpf(first_bias)] + [mpf(weight), mpf(bias)] * (LAYERS - 1)
        product = mpf(1)
        for name, value in factors(parameters):
            product *= value
            print(f"{weight},{first_bias},{bias},{name},{nstr(value, 25)}")
        for index in range(2 * LAYERS):
            order = tuple(int(i == index) for i in range(2 * LAYERS))
            partial = diff(loss, tuple(parameters), order)
            assert index > 0 or abs(product / partial - 1) < mpf(10) ** -100
            print(f"{weight},{first_bias},{bias},d{'wb'[index % 2]}{index // 2},{nstr(partial, 25)}")


if __name__ == "__main__":
    main()
