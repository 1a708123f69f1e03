#!/usr/bin/env python3
"""Writes expressions.csv: the partial derivatives of what users write, and of what is known to be nasty, from mpmath.

Run once, by hand, in this folder: python3 expressions.py > expressions.csv. The columns are those of derivatives.csv. The C# text itself is
evaluated, on numbers of so many digits that the tails of 1 + exp(-700) are there. A derivative is a difference quotient, which owes
nothing to the chain rule; the chain rule, whose slopes are difference quotients of one function each, gives its natural scale: the sum of the
absolute values of all terms. The two must agree. Points where the function is not finite, and results that no double holds, are left out.
"""
import re
from types import SimpleNamespace

import mpmath
from mpmath import mp, mpf

from derivatives import bits, is_real, nearest

mp.dps = 1100
STEP = mpf(10) ** -350


class Number:
    """A value with its partials by all variables, and the natural scale of each."""

    def __init__(self, value, tangents, scales):
        self.value, self.tangents, self.scales = value, tangents, scales

    def __add__(self, other):
        return chain(self.value + real(other), (self, 1), (other, 1))

    def __sub__(self, other):
        return chain(self.value - real(other), (self, 1), (other, -1))

    def __mul__(self, other):
        return chain(self.value * real(other), (self, real(other)), (other, self.value))

    def __truediv__(self, other):
        quotient = self.value / real(other)
        return chain(quotient, (self, 1 / real(other)), (other, -quotient / real(other)))

    def __neg__(self):
        return chain(-self.value, (self, -1))

    def __radd__(self, other):
        return self + other

    def __rsub__(self, other):
        return -self + other

    def __rmul__(self, other):
        return self * other

    def __rtruediv__(self, other):
        return constant(other, len(self.tangents)) / self


def constant(value, count):
    return Number(mpf(value), [mpf(0)] * count, [mpf(0)] * count)


def real(x):
    return x.value if isinstance(x, Number) else mpf(x)


def chain(value, *terms):
    moving = [(x, mpf(slope)) for x, slope in terms if isinstance(x, Number)]
    each = range(len(moving[0][0].tangents))
    return Number(value, [sum(s * x.tangents[i] for x, s in moving) for i in each], [sum(abs(s) * x.scales[i] for x, s in moving) for i in each])


def lifted(function):
    def call(*arguments):
        values = [real(x) for x in arguments]
        value = function(*values)
        if not any(isinstance(x, Number) for x in arguments):
            return value
        return chain(value, *[(x, slope(function, values, i)) for i, x in enumerate(arguments) if isinstance(x, Number)])

    return call


def slope(function, point, index):
    step = STEP * (abs(point[index]) or 1)
    left, right = [function(*[x + (sign * step if i == index else 0) for i, x in enumerate(point)]) for sign in (-1, 1)]
    if not (is_real(left) and is_real(right)):
        raise ArithmeticError("outside the domain")
    return (right - left) / (2 * step)


def sigmoid(x):
    return 1 / (1 + mpmath.exp(-x))


COMMON = {
    "Exp": mpmath.exp, "Log": lambda x, b=mpmath.e: mpmath.log(x) / mpmath.log(b), "Log2": lambda x: mpmath.log(x) / mpmath.log(2),
    "Log10": mpmath.log10, "Sqrt": mpmath.sqrt, "Cbrt": lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), "Pow": mpmath.power,
    "Sin": mpmath.sin, "Cos": mpmath.cos, "Tan": mpmath.tan, "Asin": mpmath.asin, "Acos": mpmath.acos, "Atan": mpmath.atan, "Atan2": mpmath.atan2,
    "Sinh": mpmath.sinh, "Cosh": mpmath.cosh, "Tanh": mpmath.tanh, "Asinh": mpmath.asinh, "Acosh": mpmath.acosh, "Atanh": mpmath.atanh,
    "Abs": abs, "Max": max, "Min": min, "PI": mpf(3.141592653589793), "E": mpf(2.718281828459045),
}
EXTRA = {
    "Hypot": mpmath.hypot, "ExpM1": mpmath.expm1, "LogP1": mpmath.log1p, "Exp2": lambda x: mpf(2) ** x,
    "Sigmoid": sigmoid, "Softplus": lambda x: mpmath.log1p(mpmath.exp(x)), "Relu": lambda x: max(x, mpf(0)),
    "LogSigmoid": lambda x: -mpmath.log1p(mpmath.exp(-x)), "Logit": lambda x: mpmath.log(x / (1 - x)),
    "LogAddExp": lambda x, y: mpmath.log(mpmath.exp(x) + mpmath.exp(y)), "XLogY": lambda x, y: x * mpmath.log(y),
    "Erf": mpmath.erf, "Erfc": mpmath.erfc, "NormalCdf": mpmath.ncdf, "NormalPdf": mpmath.npdf,
}
# Those whose derivative is a sum.
COMPOSED = {
    "Lerp": lambda a, b, t: a * (1 - t) + b * t, "Silu": lambda x: x * lifted(sigmoid)(x), "Gelu": lambda x: x * lifted(mpmath.ncdf)(x),
}


def library(names):
    return SimpleNamespace(**{name: f if isinstance(f, mpf) else lifted(f) for name, f in names.items()}, **COMPOSED)


LIBRARIES = {"Math": library(COMMON), "real": library(COMMON | EXTRA), "Functions": library(COMMON | EXTRA)}

ANY = [-3.5, -0.75, 0.3, 1.25, 4.0]
POSITIVE = [1e-3, 0.3, 1.25, 4.0, 60.0]
TAILS = [-800.0, -700.0, -36.5, -1e-9, 0.5, 36.5, 700.0, 800.0]
TINY = [1e-200, -1e-12, 1e-9, -1e-5, 0.1]
HUGE = [-1e150, -1e9, 0.5, 1e100, 1e154, 1e160, 1e200]
UNIT = [-0.9990234375, -0.5, 1e-9, 0.25, 0.875]
GAUSSIAN = [-37.0, -9.5, -0.75, 1e-9, 2.25, 26.0]
ANY_PAIRS = [(0.3, -0.75), (1.25, 4.0), (-2.5, 0.5), (3.5, 3.25), (-0.125, -6.0)]
POSITIVE_PAIRS = [(0.3, 0.75), (1.25, 4.0), (20.0, 0.5), (3.5, 3.25), (0.0625, 6.0)]
EXTREME_PAIRS = [(1e-200, 1e-200), (3e-160, 4e-160), (1e-9, 1e9), (3.0, -4.0), (1e200, -1e200), (1e-200, 2.5)]
TAIL_PAIRS = [(0.0, 2.0), (3.0, 3.25), (-800.0, -801.5), (800.0, 799.0), (800.0, -800.0), (20.5, -700.0)]
CLOSE_PAIRS = [(1.0, 1.0000000000000002), (1e9, 1e9 + 1), (0.3, 0.30000001), (2.5, 2.4999), (1e-9, 1.0000001e-9)]
AXES = [(1e-200, 1.0), (1.0, 1e-200), (-1e-9, -3.0), (1e200, 1.0), (1e-200, -1e-200), (3e160, 4e160)]
ANY_TRIPLES = [(0.3, -0.75, 2.0), (1.25, 4.0, -0.5), (-2.5, 0.5, 1.5), (3.5, 3.25, 0.125), (-0.125, -6.0, 3.0)]
POSITIVE_TRIPLES = [(0.3, 0.75, 2.0), (1.25, 4.0, 0.5), (20.0, 0.5, 1.5), (3.5, 3.25, 0.125), (0.0625, 6.0, 3.0)]
EXTREME_TRIPLES = [(1e-200, 1e-200, -1e-200), (3e-160, 4e-160, 1e-170), (3.0, -4.0, 12.0), (1e200, -1e200, 1e200), (1e-200, 2.5, 1e-9)]
TAIL_TRIPLES = [(0.0, 2.0, -1.0), (3.0, 3.25, 3.5), (-800.0, -801.5, -799.0), (800.0, 799.0, 801.0), (800.0, -800.0, 0.0)]
# Spot (or price), volatility, years; the strike is 100.
OPTIONS = [(100.0, 0.2, 1.0), (80.0, 0.35, 0.25), (140.0, 0.15, 2.0), (100.5, 0.05, 0.01), (20.0, 0.4, 5.0)]

D1 = "((Math.Log(x / 100.0) + (0.03 + y * y / 2) * z) / (y * Math.Sqrt(z)))"
D2 = "((Math.Log(x / 100.0) + (0.03 - y * y / 2) * z) / (y * Math.Sqrt(z)))"

EXPRESSIONS = [
    # The logistic and its kin, written out by hand.
    (TAILS, """
        1 / (1 + Math.Exp(-x))                          1.0 / (Math.Exp(-x) + 1.0)                      1 / (1 + Math.Exp(x))
        Math.Exp(x) / (1 + Math.Exp(x))                 Math.Exp(x) / (Math.Exp(x) + 1)                 Math.Exp(-x) / (1 + Math.Exp(-x))
        1 - 1 / (1 + Math.Exp(-x))                      1 - 1 / (1 + Math.Exp(x))                       3 / (1 + Math.Exp(-2 * x))
        2 / (1 + Math.Exp(-2 * x)) - 1                  5.0 / (1 + 3 * Math.Exp(-0.5 * x))              1 / (1 + Math.Exp(-(x - 1) / 2))
        x / (1 + Math.Exp(-x))                          x * (1 / (1 + Math.Exp(-x)))                    Math.Pow(1 + Math.Exp(-x), -1)
        1 / (1 + Math.Exp(-x)) * (1 - 1 / (1 + Math.Exp(-x)))                                           Math.Exp(-x) / ((1 + Math.Exp(-x)) * (1 + Math.Exp(-x)))
        0.5 * (1 + Math.Tanh(x / 2))                    0.5 + 0.5 * Math.Tanh(0.5 * x)                  1 / (1 + real.Exp2(-x))
        Math.Log(1 + Math.Exp(x))                       Math.Log(Math.Exp(x) + 1)                       real.LogP1(Math.Exp(x))
        Functions.LogP1(Math.Exp(x))                    Math.Log(1 + Math.Exp(-x))                      -Math.Log(1 + Math.Exp(-x))
        Math.Log(1 / (1 + Math.Exp(-x)))                -Math.Log(1 / (1 + Math.Exp(-x)))               Math.Log(1 - 1 / (1 + Math.Exp(-x)))
        Math.Log(1 + Math.Exp(2 * x)) / 2               Math.Log(1.0 + Math.Exp(-Math.Abs(x))) + Math.Max(x, 0.0)
        x - Math.Log(1 + Math.Exp(x))                   Math.Log(2 + Math.Exp(x))                       Math.Log(1 + 3 * Math.Exp(x))
        Functions.Softplus(-x)                          Functions.Sigmoid(2 * x) * x                    Math.Log(Functions.Sigmoid(x))
        Functions.LogSigmoid(x) - Functions.Softplus(x)
        Functions.Silu(x) * Functions.Sigmoid(-x)       x * Math.Tanh(Functions.Softplus(x))
    """),
    # Hyperbolic functions and their ratios.
    (TAILS, """
        Math.Tanh(x)                                    1 - Math.Tanh(x)                                Math.Tanh(2 * x - 1)
        Math.Tanh(x) * Math.Tanh(x)                     1 - Math.Tanh(x) * Math.Tanh(x)                 1 / Math.Cosh(x)
        1 / (Math.Cosh(x) * Math.Cosh(x))               Math.Sinh(x) / Math.Cosh(x)
        (Math.Exp(x) - Math.Exp(-x)) / (Math.Exp(x) + Math.Exp(-x))
        (Math.Exp(2 * x) - 1) / (Math.Exp(2 * x) + 1)   (1 - Math.Exp(-2 * x)) / (1 + Math.Exp(-2 * x))
        2 / (Math.Exp(x) + Math.Exp(-x))
        Math.Log(Math.Cosh(x))                          Math.Atan(Math.Sinh(x))                         Math.Atan(Math.Exp(x))
        Math.Exp(-Math.Abs(x))                          Math.Tanh(Math.Tanh(x))                         x * Math.Tanh(x)
        2 * Math.Atan(Math.Tanh(x / 2))                 Math.Log(2 * Math.Cosh(x))                      x / Math.Cosh(x)
    """),
    (ANY, """
        Math.Sinh(x) / x                                x / Math.Sinh(x)                                Math.Cosh(x) / Math.Sinh(x)
        Math.Cosh(x) * Math.Cosh(x) - Math.Sinh(x) * Math.Sinh(x)                                       x / Math.Tanh(x) - 1
        0.5 * (Math.Exp(x) + Math.Exp(-x))              0.5 * (Math.Exp(x) - Math.Exp(-x))              Math.Cosh(x) - 1
    """),
    # Exponentials and logarithms next to 0.
    (TINY, """
        Math.Log(1 + x)                                 Math.Exp(x) - 1                                 Math.Log(1 + x) / x
        (Math.Exp(x) - 1) / x                           real.ExpM1(x) / x                               Functions.LogP1(x) / x
        Functions.ExpM1(x) * Functions.LogP1(x)         Math.Log(1 + x * x)                             Math.Log((1 + x) / (1 - x))
        0.5 * Math.Log((1 + x) / (1 - x))               Math.Sqrt(1 + x) - 1                            (Math.Sqrt(1 + x) - 1) / x
        1 - Math.Cos(x)                                 (1 - Math.Cos(x)) / (x * x)                     Math.Sin(x) / x
        Math.Tan(x) - x                                 x - Math.Sin(x)                                 x / (Math.Exp(x) - 1)
        x / (1 - Math.Exp(-x))                          1 / (1 + x) - 1                                 Math.Exp(x) - 1 - x
        Math.Log(Math.Exp(x))                           Math.Exp(Math.Log(1 + x))                       Math.Sinh(x) - x
        Math.Log(1 + x) - x                             Math.Pow(1 + x, 10.0)                           Math.Pow(1 + x, 0.1) - 1
        Math.Asinh(x) - x                               Math.Atan(x) / (1 + x)                          Math.Log(Math.Cosh(x) + x * x)
    """),
    # Roots, distances and quotients by them.
    (HUGE, """
        x / Math.Sqrt(1 + x * x)                        x / Math.Sqrt(x * x + 1)                        1 / Math.Sqrt(1 + x * x)
        Math.Sqrt(1 + x * x)                            Math.Sqrt(1 + x * x) - 1                        Math.Sqrt(x * x + 1) - x
        x / real.Hypot(1.0, x)                          1 / (1 + x * x)                                 x / (1 + x * x)
        x * x / (1 + x * x)                             x / (1 + Math.Abs(x))                           Math.Atan(x) * Math.Sqrt(1 + x * x)
        Math.Log(1 + x * x)                             Math.Log(x * x + 1) / 2                         Math.Log(x + Math.Sqrt(1 + x * x))
        (x - 1) / (x + 1)                               (x * x - 1) / (x * x + 1)                       x / (x + 1)
        1 / (x * x)                                     1 / x                                           Math.Pow(1 + x * x, -0.5)
        Math.Pow(1 + x * x, 0.25)                       Math.Sqrt(Math.Abs(x) + 1) - Math.Sqrt(Math.Abs(x))
        Math.Cbrt(1 + x)                                Math.Atan(1 / x)                                Math.Asinh(2 * x)
    """),
    (EXTREME_PAIRS, """
        Math.Sqrt(x * x + y * y)                        real.Hypot(x, y)                                x / Math.Sqrt(x * x + y * y)
        x / real.Hypot(x, y)                            Math.Log(x * x + y * y)                         Math.Log(real.Hypot(x, y))
        x / y                                           x * y                                           x / (x + y)
        (x - y) / (x + y)                               x * y / (x + y)                                 1 / (1 / x + 1 / y)
        Math.Sqrt(Math.Abs(x * y))                      Math.Sqrt(Math.Abs(x)) * Math.Sqrt(Math.Abs(y))
        Math.Sqrt(Math.Pow(x, 2) + Math.Pow(y, 2))
    """),
    (EXTREME_TRIPLES, """
        Math.Sqrt(x * x + y * y + z * z)                x / Math.Sqrt(x * x + y * y + z * z)            real.Hypot(real.Hypot(x, y), z)
        x * y / z                                       x / y / z                                       (x + y) / (y + z)
        1 / Math.Sqrt(x * x + y * y + z * z)            x * y * z                                       Math.Sqrt(x * x + (y * y + z * z))
    """),
    (AXES, """
        Math.Atan2(x, y)                                Math.Atan2(x, y) / Math.PI                      2 * Math.Atan2(x, y) - 1
        Math.Sin(Math.Atan2(x, y))                      Math.Atan2(x + y, x - y)                        Math.Atan(x / y)
        Math.Atan2(-x, -y)                              real.Hypot(x, y) * Math.Atan2(x, y)             Math.Atan2(x, real.Hypot(x, y))
    """),
    # Sums of exponentials.
    (TAIL_PAIRS, """
        Math.Log(Math.Exp(x) + Math.Exp(y))             Math.Log(Math.Exp(y) + Math.Exp(x))             Math.Log(Math.Exp(-x) + Math.Exp(-y))
        Math.Max(x, y) + Math.Log(Math.Exp(x - Math.Max(x, y)) + Math.Exp(y - Math.Max(x, y)))          Functions.LogAddExp(x, y)
        Math.Max(x, y) + Math.Log(1 + Math.Exp(-Math.Abs(x - y)))                                       x + Math.Log(1 + Math.Exp(y - x))
        Math.Exp(x) / (Math.Exp(x) + Math.Exp(y))       1 / (1 + Math.Exp(y - x))                       x - Math.Log(Math.Exp(x) + Math.Exp(y))
        Math.Log(0.5 * Math.Exp(x) + 0.5 * Math.Exp(y))                                                 Math.Log((Math.Exp(x) + Math.Exp(y)) / 2)
        Functions.Softplus(y - x)
        (x * Math.Exp(x) + y * Math.Exp(y)) / (Math.Exp(x) + Math.Exp(y))                               Math.Log(Math.Exp(x) + Math.Exp(y)) - Math.Log(2.0)
        Math.Exp(x - Functions.LogAddExp(x, y))         -Math.Log(Math.Exp(x) / (Math.Exp(x) + Math.Exp(y)))
    """),
    (TAIL_TRIPLES, """
        Math.Log(Math.Exp(x) + Math.Exp(y) + Math.Exp(z))                                               Math.Log(1 + Math.Exp(x) + Math.Exp(y)) + z
        Math.Max(x, Math.Max(y, z)) + Math.Log(Math.Exp(x - Math.Max(x, Math.Max(y, z))) + Math.Exp(y - Math.Max(x, Math.Max(y, z))) + Math.Exp(z - Math.Max(x, Math.Max(y, z))))
        Functions.LogAddExp(x, Functions.LogAddExp(y, z))                                               Math.Exp(x) / (Math.Exp(x) + Math.Exp(y) + Math.Exp(z))
        -Math.Log(Math.Exp(x) / (Math.Exp(x) + Math.Exp(y) + Math.Exp(z)))                              Math.Log(Math.Exp(x) + (Math.Exp(y) + Math.Exp(z))) - x
        Math.Log(Math.Exp(x + y) + Math.Exp(y + z))     Math.Log(Math.Exp(x) + Math.Exp(y) + Math.Exp(z)) - y
    """),
    # The normal distribution.
    (GAUSSIAN, """
        Math.Exp(-x * x / 2)                            Math.Exp(-0.5 * x * x)                          Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)
        x * Math.Exp(-x * x / 2)                        (x * x - 1) * Math.Exp(-x * x / 2)              (x * x * x - 3 * x) * Math.Exp(-x * x / 2)
        Math.Exp(-(x - 1) * (x - 1) / 8)                Math.Exp(-x * x)                                x * x * Math.Exp(-x * x)
        Functions.NormalCdf(x)                          x * Functions.NormalCdf(x)                      Functions.NormalPdf(x) * (1 + x)
        Functions.NormalPdf(x) + x * Functions.NormalCdf(x)                                             Functions.Gelu(x)
        0.5 * Functions.Erfc(-x / Math.Sqrt(2.0))       0.5 * (1 + Functions.Erf(x / Math.Sqrt(2.0)))   Math.Log(Functions.NormalCdf(x))
        -Math.Log(Functions.NormalPdf(x))               Functions.Erf(x) * Math.Exp(-x)                 1 - Functions.NormalCdf(x)
        0.5 * x * (1 + Math.Tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))                      Math.Exp(-Math.Pow(x, 2) / 2)
    """),
    # Powers at their edges.
    (POSITIVE, """
        Math.Pow(x, x)                                  Math.Pow(x, 1 / x)                              x * Math.Log(x)
        Math.Pow(x, 0.5) * x                            Math.Pow(x, 1.5) - x                            Math.Pow(x, -0.5)
        Math.Pow(x, 3) - 3 * x                          Math.Pow(x, -2) + Math.Pow(x, 2)                Math.Exp(x * Math.Log(2.0))
        Math.Sqrt(Math.Sqrt(x))                         Math.Sqrt(x * Math.Sqrt(x))                     Math.Log(Math.Log(1 + x) + 1)
        Math.Pow(10.0, -x)                              Math.Log10(x) / (1 + x)                         Math.Log2(x) * x
        Math.Pow(Math.Log(1 + x), 2.0)                  Functions.XLogY(x, x)                           -x * Math.Log(x) + x
        Math.Cbrt(x) / (1 + Math.Cbrt(x))               Math.Log(x, 2.0) + Math.Sqrt(x)                 Math.Pow(1 + 1 / x, x)
    """),
    ([(0.0, 2.0), (0.0, 1.5), (-2.0, 3.0), (1.0, 1e9), (1e-200, 1.0), (1e200, 1.25), (0.5, -20.0), (0.9999999, 1e6)], """
        Math.Pow(x, 2) * y                              Math.Pow(x, 3) + y                              Math.Pow(x * x, 0.75) * y
    """),
    ([(1.0, 1e9), (1e-200, 1.0), (1e200, 1.25), (0.5, -20.0), (0.9999999, 1e6), (2.5, 0.75)], """
        Math.Pow(x, y)                                  Math.Exp(y * Math.Log(x))                       Math.Pow(x, y) / y
        Math.Pow(x, y) * Math.Pow(x, -y)                Math.Log(Math.Pow(x, y))                        Math.Pow(1 + x, 1 / y)
    """),
    # Differences of what is almost equal.
    (CLOSE_PAIRS, """
        x - y                                           (x - y) * (x - y)                               x * x - y * y
        (x - y) * (x + y)                               (x - y) / (x + y)                               1 / x - 1 / y
        Math.Sqrt(x) - Math.Sqrt(y)                     Math.Log(x) - Math.Log(y)                       Math.Log(x / y)
        Math.Abs(x - y)                                 Math.Sin(x) - Math.Sin(y)                       Math.Exp(-x) - Math.Exp(-y)
        1 / (x - y)                                     Math.Log(Math.Abs(x - y))                       Math.Atan(x) - Math.Atan(y)
        (x - y) / Math.Sqrt(x * y)                      Math.Sqrt((x - y) * (x - y) + 1e-6)             Math.Pow(x - y, 3)
    """),
    # Compositions of angles.
    (ANY, """
        Math.Sin(Math.Cos(x))                           Math.Exp(Math.Sin(x))                           Math.Sin(x) * Math.Cos(x)
        Math.Sin(x) * Math.Sin(x) + Math.Cos(x) * Math.Cos(x)                                           Math.Exp(-x) * Math.Sin(3 * x)
        Math.Sin(x * x)                                 Math.Sin(1 / x)                                 Math.Tan(x / 4)
        Math.Atan(Math.Exp(x))                          Math.Sin(Math.Sin(Math.Sin(x)))                 Math.Cos(x) / (1 + x * x)
        Math.Log(2 + Math.Sin(x))                       Math.Sqrt(1 + Math.Cos(x))                      Math.Asin(Math.Sin(x / 4))
        Math.Sin(x) / (2 + Math.Cos(x))                 Math.Exp(Math.Exp(-x * x))                      Math.Log(1 + Math.Log(1 + x * x))
        Math.Atan(x) / x                                Math.Asinh(Math.Sinh(x))                        Math.Tanh(Math.Sin(x))
        Math.Exp(x) * Math.Cos(x) - Math.Exp(-x) * Math.Sin(x)                                          Math.Sinh(Math.Atan(x))
        Math.Cosh(Math.Sin(x)) * Math.Exp(-x * x)       Functions.Erf(Math.Sin(x))                      Functions.Sigmoid(Math.Sin(x) * 3)
        Math.Sin(x) - x + x * x * x / 6                 Math.Cos(2 * x) - 1 + 2 * Math.Sin(x) * Math.Sin(x)
    """),
    (UNIT, """
        Math.Asin(x) + Math.Acos(x)                     Math.Sqrt(1 - x * x)                            x * Math.Sqrt(1 - x * x)
        x / Math.Sqrt(1 - x * x)                        Math.Atanh(x) / (1 + x * x)                     Math.Log((1 + x) / (1 - x)) / 2
        Math.Acos(x) * Math.Acos(x)                     Math.Cos(3 * Math.Acos(x))                      Math.Tanh(Math.Atanh(x))
        Math.Log(1 - x * x)                             Math.Asin(x) / Math.Sqrt((1 - x) * (1 + x))     Math.Atan2(x, Math.Sqrt(1 - x * x))
        1 / (1 - x)                                     1 / (1 - x * x)                                 Math.Exp(-1 / (1 - x * x))
    """),
    # Polynomials and rational functions.
    (ANY, """
        x * x * x - 2 * x + 1                           ((2 * x - 3) * x + 4) * x - 5                   x * x * x * x * x
        (x - 1) * (x - 2) * (x - 3)                     (x * x - 1) / (x * x + 1)                       1 / (1 + 25 * x * x)
        (1 + 2 * x) / (3 + x * x)                       x / (1 + x / (2 + x * x))                       1 / (1 + 1 / (1 + x * x))
        (x * x + x + 1) / (x * x - x + 1)               (3 * x - x * x * x) / 2                         Math.Pow(x, 5) - Math.Pow(x, 4)
        1 - x * x / 2 + x * x * x * x / 24              x * (1 - x)                                     3.7 * x * (1 - x)
        (8 * x * x * x * x - 8 * x * x + 1) / (1 + x * x)                                               x * x / 2 - Math.Cos(x)
    """),
    # What users write: losses.
    (ANY_PAIRS, """
        (x - y) * (x - y) / 2                           (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
        Math.Log(1 + Math.Exp(-x * y))                  Math.Sqrt(1 + (x - y) * (x - y)) - 1            Math.Log(Math.Cosh(x - y))
        Math.Max(0.0, 1 - x * y)                        Math.Abs(x - y) / (1 + Math.Abs(x))             Functions.Softplus(x) - x * y
        Math.Tanh(x * y + 0.5) * y                      Math.Pow(1 / (1 + Math.Exp(-(x * 0.5 + y))) - 0.25, 2)
        Math.Sin(x * y) + x / (1 + y * y)               (x * x + y - 11) * (x * x + y - 11) + (x + y * y - 7) * (x + y * y - 7)
        20 + x * x + y * y - 10 * (Math.Cos(2 * Math.PI * x) + Math.Cos(2 * Math.PI * y))
        -Math.Exp(-(x - Math.PI) * (x - Math.PI) - y * y) * Math.Cos(x)
        Math.Exp(-x * x - y * y) * (x + 2 * y)          x * x * y / (x * x * x * x + y * y)             Math.Exp(x * y) / (1 + Math.Exp(x * y))
        -(0.3 * Math.Log(1 / (1 + Math.Exp(-x * y))) + 0.7 * Math.Log(1 - 1 / (1 + Math.Exp(-x * y))))  Functions.Relu(x) * y + Functions.Gelu(x * y)
        real.Hypot(x - 1, y + 2)                        real.Lerp(x, y, 0.3) * x                        Math.Log(x * x + y * y + 1)
    """),
    (POSITIVE_PAIRS, """
        x * Math.Log(x / y)                             x * Math.Log(x / y) - x + y                     -x * Math.Log(y) - (1 - x) * Math.Log(1 + y)
        x / (x + y)                                     2.5 * x / (0.7 + x) * y                         2.5 * x / (0.7 * (1 + y / 3.0) + x)
        x * x / (y * y + x * x)                         Math.Pow(x, y) / (1 + Math.Pow(x, y))           1.5 * Math.Pow(x, 0.3) * Math.Pow(y, 0.7)
        Math.Exp(-x / y)                                x * Math.Exp(-x / y) / y                        Math.Exp(-x * y) * Math.Cos(y)
        Math.Log(x) * y - Math.Log(y) * x               4 * (Math.Pow(y / x, 12) - Math.Pow(y / x, 6))  Math.Sqrt(2 * 9.81 * x) * y
        Math.Log(x / y) / (x - y)                       Math.Exp(-0.5 * Math.Pow(Math.Log(x) / y, 2)) / (x * y)
        x * Math.Sin(y) * Math.Cos(y) * 2 / 9.81        Math.Sqrt(x * x + y * y - x * y)                1 / Math.Sqrt(1 - x * x / (x * x + y * y + 1))
        x * y / (x + y)                                 Math.Log10(x * x + y) * 20                      Math.Exp(-y) * Math.Pow(y, x)
    """),
    (POSITIVE_TRIPLES, """
        x * Math.Exp(-y * z) + (1 - x)                  x * y / (z + y + y * y / 7)                     x + y * z + 0.5 * 9.81 * z * z
        0.5 * x * y * y + x * 9.81 * z                  6.674e-11 * x * y / (z * z)                     x * Math.Pow(1 + y / 12, 12 * z)
        x * Math.Exp(-0.5 * (y / z) * (y / z))          -Math.Log(z) - 0.5 * (x - y) * (x - y) / (z * z)
        x / (1 + Math.Exp(-y * (z - 2)))
        Math.Sqrt(x * x + y * y - 2 * x * y * Math.Cos(z))                                              x * Math.Sin(y * z + 0.5)
        (x / z) * Math.Exp(-y / (8.314 * z))            x / (Math.Pow(y, 3) * (Math.Exp(z) - 1))        (x - y) / Math.Sqrt(z + 0.01)
        Math.Exp(x / (y + z)) / (1 + Math.Exp(x / (y + z)))                                             x * (1 - Math.Exp(-y * z))
    """),
    (ANY_TRIPLES, """
        x * x + 2 * y * z - z                           Math.Tanh(x * 0.5 + y * -0.25 + z)              Math.Tanh(x * Math.Tanh(y * z))
        1 / (1 + Math.Exp(-(x * 0.5 + y * 2 + z)))      (x * y - z) * (x * y - z)                       Math.Exp(-(x * x + y * y + z * z))
        Math.Cos(x) * Math.Sin(y) * Math.Exp(z / 4)     Math.Sqrt(1 + x * x + y * y + z * z)            x * (y + z) - y * (x - z)
        (x * y + y * z + z * x) / (1 + x * x * y * y)   Math.Log(1 + Math.Exp(x) + Math.Exp(y) * Math.Exp(z))
    """),
    (OPTIONS, [
        f"x * Functions.NormalCdf({D1}) - 100.0 * Math.Exp(-0.03 * z) * Functions.NormalCdf({D2})",
        f"100.0 * Math.Exp(-0.03 * z) * Functions.NormalCdf(-{D2}) - x * Functions.NormalCdf(-{D1})",
        f"Math.Exp(-0.03 * z) * Functions.NormalCdf({D2})",
        f"x * Functions.NormalPdf({D1}) * Math.Sqrt(z)",
        f"x * 0.5 * Functions.Erfc(-{D1} / Math.Sqrt(2.0)) - 100.0 * Math.Exp(-0.03 * z) * 0.5 * Functions.Erfc(-{D2} / Math.Sqrt(2.0))",
    ]),
]


def partials(code, point):
    names = sorted(set(re.findall(r"\b[xyz]\b", code)))
    exact = [mpf(p) for p in point[:len(names)]]
    program = compile(re.sub(r"(?<![\w.])(\d+\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+)", r"number(\1)", code.strip()), code, "eval")

    def at(arguments):
        return eval(program, LIBRARIES | dict(zip(names, arguments)) | {"number": mpf})

    units = [[mpf(i == j) for j in range(len(names))] for i in range(len(names))]
    result = at([Number(x, unit, unit) for x, unit in zip(exact, units)])
    if not is_real(result.value) or nearest(result.value, "double") is None:
        return
    for index in range(len(names)):
        derivative = slope(lambda *arguments: real(at([constant(x, 1) for x in arguments])), exact, index)
        assert abs(derivative - result.tangents[index]) <= result.scales[index] * mpf(10) ** -30 + mpf(10) ** -400, (code, point)
        yield index, derivative, result.scales[index]


def rows():
    for points, text in EXPRESSIONS:
        for code in text if isinstance(text, list) else [c for c in re.split(r"\n|  +", text) if c.strip()]:
            count = len(set(re.findall(r"\b[xyz]\b", code)))
            for point in points:
                point = point if isinstance(point, tuple) else (point,)
                try:
                    found = list(partials(code, point))
                except ArithmeticError:
                    continue
                for index, derivative, scale in found:
                    if nearest(derivative, "double") is not None and nearest(scale, "double") is not None:
                        yield ["double", '"' + code.strip() + '"', " ".join(map(bits, point[:count])), str(index), bits(nearest(derivative, "double")), bits(nearest(scale, "double"))]


def main():
    print("type,function,point,by,derivative,scale")
    for row in rows():
        print(",".join(row))


if __name__ == "__main__":
    main()
