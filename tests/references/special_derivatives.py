#!/usr/bin/env python3
"""Writes special_derivatives.csv: partial derivatives of the functions of Functions.* and of MathNet's special functions, from mpmath.

Run once, by hand, in this folder: python3 special_derivatives.py. The output is committed; tests read only that. The derivatives are central
differences at 1000 digits of the functions of special.py, so that no derivative's formula is used; their relative error is far
below 1e-40. A line is the function, which argument it is differentiated by, the arguments, the derivative and its
natural scale (the sum of the magnitudes of the terms, where there are several that may cancel).
"""
from mpmath import exp, loggamma, mp, mpf, ncdf, npdf, pi, psi, sqrt

import special
from special import BINARY, UNARY, sigmoid, tail

mp.dps = 1000
# What leaves the normal numbers on the way loses digits that no formula brings back: the tails stop before.
TAILS = [-700.25, -300.25, -37.5, -5.75, -1.25, -0.5, -1e-3, -1e-200, 1e-200, 1e-3, 0.5, 1.25, 5.75, 37.5, 300.25, 700.25, -1e200, 1e200]
GAUSSIAN = [-37.25, -26.25, -9.5, -5.75, -2.25, -0.75, -1e-3, -1e-200, 0.0, 1e-200, 1e-3, 0.75, 2.25, 5.75, 9.5, 26.25, 37.25, 1e200, -1e200]
PROBABILITIES = [1e-300, 1e-100, 1e-20, 1e-5, 0.125, 0.375, 0.5, 0.625, 0.875, 0.9990234375, 1 - 2.0**-50]
POSITIVE = [1e-200, 1e-30, 1e-5, 0.25, 0.75, 1.0, 1.25, 1.5, 2.0, 3.75, 12.5, 100.25]
GAMMA = POSITIVE + [-0.25, -0.75, -2.5, -7.125, -30.375]
BETA = [(0.25, 0.75), (1e-5, 2.0), (3.5, 4.25), (20.0, 0.5), (60.0, 40.0)]
TERMS = [(0.0, 2.0), (3.0, 3.0), (-700.0, 20.5), (20.5, -700.0), (1e10, 1.0), (-1.0, -1e-10)]


def sech(x):
    return 2 * exp(-x) / (1 + exp(-2 * x))


def mish_scale(x):
    softplus = max(x, mpf(0)) + mp.log1p(tail(x))
    return mp.tanh(softplus) + abs(x) * sigmoid(max(x, mpf(-(10**4)))) * sech(min(softplus, mpf(10) ** 4)) ** 2


def slope(x):
    return tail(x) / (1 + tail(x)) ** 2


def beta_scale(a, b):
    return abs(psi(0, a)) + abs(psi(0, a + b))


def beta(a, b):
    return exp(log_beta(a, b))


def log_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


ONE = {
    "LeakyRelu": TAILS, "Elu": TAILS, "Selu": TAILS, "Silu": TAILS, "Mish": TAILS, "Gelu": GAUSSIAN, "LogSigmoid": TAILS, "Logit": PROBABILITIES,
    "ExpM1": [x for x in TAILS if x < 700], "LogP1": [-1 + 2.0**-40, -0.75, -1e-5, 1e-200, 1e-5, 0.5, 30.0, 1e200],
    "Erf": GAUSSIAN, "ErfDerivative": GAUSSIAN, "Erfc": GAUSSIAN, "Erfcx": [x for x in GAUSSIAN if x > -25], "NormalCdf": GAUSSIAN, "NormalPdf": GAUSSIAN,
    "ErfInv": PROBABILITIES + [-x for x in PROBABILITIES], "ErfcInv": PROBABILITIES + [1.25, 1.75, 2 - 2.0**-50],
    "Gamma": GAMMA, "LogGamma": GAMMA, "Digamma": GAMMA,
}
TWO = {
    "LeakyRelu": [(x, 0.25) for x in (-7.5, -1e-200, 3.0)], "Elu": [(x, a) for x in (-30.5, -1e-5, 3.0) for a in (0.5, 2.0)],
    "XLogY": [(0.0, 0.5), (0.5, 0.25), (1e-300, 1e-300), (3.0, 1e200), (-2.0, 7.0)],
    "XLog1PY": [(0.0, 0.5), (0.5, 0.25), (1e-300, 1e-300), (3.0, 1e200), (-2.0, -0.75)],
    "LogAddExp": TERMS, "LogAddExpDerivative": TERMS,
    "Polygamma": [(float(n), x) for n in (1, 2, 5) for x in (1e-20, 0.25, 1.5, 7.5, 40.25, 1e5)] + [(1.0, -2.75), (3.0, -7.125)],
}
MATHNET = {
    "MathNetErf": ("Erf", GAUSSIAN), "MathNetErfc": ("Erfc", GAUSSIAN), "MathNetErfInv": ("ErfInv", ONE["ErfInv"]), "MathNetErfcInv": ("ErfcInv", ONE["ErfcInv"]),
    "MathNetGamma": ("Gamma", POSITIVE + [-0.25, -2.5]), "MathNetGammaLn": ("LogGamma", POSITIVE), "MathNetDiGamma": ("Digamma", POSITIVE + [-0.25, -2.5]),
    "MathNetLogit": ("Logit", PROBABILITIES),
}
SCALES = {
    "Silu": lambda x: sigmoid(max(x, mpf(-(10**4)))) + abs(x) * slope(x),
    "Mish": mish_scale,
    "Gelu": lambda x: ncdf(x) + abs(x) * npdf(x) if abs(x) < 100 else mpf(x > 0),
    "Erfcx": lambda x: 2 / sqrt(pi) + 2 * abs(x) * UNARY["Erfcx"][0](x),
}


def partial(function, arguments, index):
    def at(x):
        return function(*(x if i == index else mpf(a) for i, a in enumerate(arguments)))

    x = mpf(arguments[index])
    h = abs(x) * mpf(10) ** -60 if x != 0 else mpf(10) ** -60
    h = min(h, mpf(10) ** -60 * max(1 / max(abs(x), mpf(1)), abs(x) ** 2)) if 0 < abs(x) < 1e150 else h
    return (at(x + h) - at(x - h)) / (2 * h)


def line(name, function, arguments, index, scale=None):
    value = partial(function, arguments, index)
    natural = max(abs(value), abs(scale(*map(mpf, arguments)))) if scale else abs(value)
    cells = [special.bits(special.nearest(v, "double")) for v in (value, natural)]
    print(",".join([name, str(index), *map(special.bits, arguments), *cells]))


def main():
    print("function,by,arguments derivative and scale")
    for name, points in ONE.items():
        for x in points:
            line(name, UNARY[name][0], [x], 0, SCALES.get(name))
    for name, points in TWO.items():
        for point in points:
            for index in range(2):
                if not (name == "Polygamma" and index == 0):
                    line(name + "2" if name in ONE else name, BINARY[name][0], list(point), index)
    for name, (same, points) in MATHNET.items():
        for x in points:
            line(name, UNARY[same][0], [x], 0)
    for x in TAILS:
        line("MathNetLogistic", lambda x: sigmoid(max(x, mpf(-(10**4)))), [x], 0)
    for point in BETA:
        for index in range(2):
            scale = lambda a, b, swap=index: beta_scale(b, a) if swap else beta_scale(a, b)
            line("MathNetBetaLn", log_beta, list(point), index, scale)
            # The value itself, which the derivative is a multiple of, is MathNet's: an exponential of a sum of logarithms.
            terms = lambda a, b: 1 + abs(loggamma(a)) + abs(loggamma(b)) + abs(loggamma(a + b))
            line("MathNetBeta", beta, list(point), index, lambda a, b: beta(a, b) * scale(a, b) * terms(a, b))


if __name__ == "__main__":
    main()
