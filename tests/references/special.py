#!/usr/bin/env python3
"""Writes special.csv: reference values of the functions of Functions.* beside those of functions.py, from mpmath at 120 digits.

Run once, by hand, in this folder: python3 special.py. The output is committed; tests read only that. A line is the function, the type, its
arguments and its value, each as the hexadecimal bits of a double (which holds a float and an order exactly). A value is rounded once, to
the nearest number of its own type. The points cover the whole range of each argument, the neighbourhoods of zeros and poles,
and where a kernel changes its formula; infinities and other limits are tests of their own.
"""
import random
import struct

from mpmath import erf, erfc, erfinv, exp, expm1, findroot, floor, gamma, inf, isnan, log, log1p, loggamma, mp, mpf, ncdf, nint, npdf, pi, psi, sqrt, tanh

mp.dps = 120
random.seed(20260201)
TINY = [5e-324, 1e-320, 2.5e-310, 2.2250738585072014e-308, 1e-300, 1e-200, 1e-100, 1e-40, 1e-30, 1e-20, 1e-17, 1e-16, 1e-12, 1e-10, 1e-8, 1e-5, 1e-3]
HUGE = [1e3, 1e5, 1e8, 1e10, 1e16, 1e20, 1e50, 1e100, 1e200, 1e300, 1.7976931348623157e308]


def bits(x):
    return struct.pack(">d", x).hex()


def single(x):
    try:
        return struct.unpack("<f", struct.pack("<f", x))[0]
    except OverflowError:
        return None


def nearest(x, kind):
    """The nearest double or float, subnormal numbers included; ties to even; beyond the largest, infinity."""
    if x == 0:
        return 0.0
    if mp.isinf(x):
        return float(x)
    precision, least, most = (53, -1074, 1024) if kind == "double" else (24, -149, 128)
    _, exponent = mp.frexp(abs(x))
    unit = mpf(2) ** max(int(exponent) - precision, least)
    rounded = nint(x / unit) * unit
    return float("inf") * (1 if x > 0 else -1) if abs(rounded) >= mpf(2) ** most else float(rounded)


def both(magnitudes):
    return [sign * x for x in magnitudes for sign in (1, -1)]


def spread(low, high, count):
    return [random.uniform(low, high) for _ in range(count)]


def near(centre, *relative):
    """The double itself, its neighbours, and points at some distances."""
    return [centre] + [centre * (1 + s * r) for r in (2.3e-16, 1e-14, 1e-10, 1e-6, 1e-3, 1e-2, *relative) for s in (1, -1)]


def everywhere(*ranges, count=40):
    return [0.0] + both(TINY + HUGE) + [x for low, high in ranges for x in spread(low, high, count)]


def positive(points):
    return [x for x in points if x > 0]


def sigmoid(x):
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def tail(x):
    """exp(−|x|) without its underflow to a number that cannot be added."""
    return exp(-min(abs(x), mpf(10) ** 4))


def silu(x):
    return x * sigmoid(max(x, mpf(-(10**4))))


def mish(x):
    e = tail(x)
    return x * (1 + 2 * e) / (1 + 2 * e + 2 * e * e) if x > 0 else x * e * (e + 2) / (e * (e + 2) + 2)


def log_add_exp(a, b):
    return max(a, b) + log1p(exp(max(-abs(a - b), mpf(-(10**5)))))


def share(a, b):
    return sigmoid(max(min(a - b, mpf(10) ** 5), mpf(-(10**5))))


def clipped(f, low, high, below, above):
    return lambda x: below if x < low else above if x > high else f(x)


def log_gamma(x):
    if x > 1e15:
        return (x - 0.5) * log(x) - x + log(2 * pi) / 2 + 1 / (12 * x)
    return loggamma(x) if x > 0 else log(abs(gamma(x)))


def gamma_function(x):
    return mp.inf if x > 300 else gamma(x)


def digamma(x):
    return log(x) - 1 / (2 * x) if x > 1e60 else psi(0, x)


def polygamma(n, x):
    if x < 1e15:
        return psi(int(n), x)
    leading = mp.factorial(n - 1) / x**n * (1 + n / (2 * x) + n * (n + 1) / (12 * x * x))
    return leading if n % 2 else -leading


def inverse_erfc(q):
    if q > 0.5:
        return erfinv(1 - q)
    guess = sqrt(-log(q * sqrt(pi) * sqrt(-log(q)))) if q < 1e-3 else erfinv(1 - q)
    return findroot(lambda y: log(erfc(y) / q), guess)


def exact(values):
    return [float(v) for v in values]


def pairs(xs, ys, count):
    return [(random.choice(xs), random.choice(ys)) for _ in range(count)]


def whole_neighbourhoods():
    return [x for n in range(0, -7, -1) for x in (n + d for d in both([1e-13, 1e-9, 1e-4, 0.01, 0.2, 0.49]) if n + d < 0)]


EVERYWHERE = everywhere((-3, 3), (-40, 40), (-745, 745))
GAUSSIAN = everywhere((-0.6, 0.6), (-3, 3), (-10, 10), (-40, 40)) + both([0.5, 0.49999999, 1.0, 2.0, 4.0, 7.9999, 8.0, 6.0, 5.9, 26.5, 27.2, 38.4, 38.56])
GAMMA = (
    positive(everywhere((0, 1), (0.9, 2.2), (1, 14), (12, 180)))
    + near(1.0, 0.03, 0.035) + near(2.0, 0.015, 0.017) + near(1.4616321449683622, 0.02, 0.022) + [13.0, 12.999999, 171.6, 171.62, 171.63, 3.0, 4.0, 5.0, 23.0]
)
PROBABILITIES = positive(everywhere((0, 1), (0.45, 0.55), (0.9, 1))) + near(0.5) + [1 - 2.0**-k for k in range(2, 54, 3)]
PROBABILITIES = [x for x in PROBABILITIES if x < 1]
NEGATIVE = [-x for x in spread(0, 4, 40) + spread(4, 30, 30) + spread(30, 180, 30)] + whole_neighbourhoods()

UNARY = {
    "LeakyRelu": (lambda x: x if x > 0 else x * mpf(0.01), EVERYWHERE),
    "Elu": (lambda x: x if x > 0 else expm1(max(x, mpf(-(10**4)))), EVERYWHERE),
    "Selu": (lambda x: mpf("1.0507009873554804934193349852946") * (x if x > 0 else mpf("1.6732632423543772848170429916717") * expm1(max(x, mpf(-(10**4))))), EVERYWHERE),
    "Silu": (silu, EVERYWHERE),
    "Mish": (mish, EVERYWHERE),
    "Gelu": (lambda x: x * ncdf(x) if abs(x) < 100 else max(x, mpf(0)), GAUSSIAN),
    "LogSigmoid": (lambda x: min(x, mpf(0)) - log1p(tail(x)), EVERYWHERE),
    "Logit": (lambda x: log(x) - log1p(-x), PROBABILITIES),
    "ExpM1": (lambda x: mp.inf if x > 800 else expm1(max(x, mpf(-(10**4)))), EVERYWHERE + spread(-0.02, 0.02, 40) + [709.78, 709.79]),
    "LogP1": (log1p, [x for x in EVERYWHERE if x > -1] + spread(-1, -0.9, 20) + spread(-0.02, 0.02, 40) + [-1 + 2.0**-53]),
    "Erf": (clipped(erf, -30, 30, mpf(-1), mpf(1)), GAUSSIAN),
    "ErfDerivative": (clipped(lambda x: 2 / sqrt(pi) * exp(-x * x), -30, 30, mpf(0), mpf(0)), GAUSSIAN),
    "Erfc": (clipped(erfc, -30, 30, mpf(2), mpf(0)), GAUSSIAN),
    "Erfcx": (lambda x: mp.inf if x < -30 else 1 / (x * sqrt(pi)) if x > 1e50 else exp(x * x) * mp.erfc(x) if x < 50 else mp.quad(lambda t: 2 / sqrt(pi) * exp(-t * t - 2 * x * t), [0, 1 / x, 10 / x, 100 / x, 300 / x]), GAUSSIAN + spread(-27, -20, 20)),
    "ErfInv": (lambda p: erfinv(p) if abs(p) > 1e-50 else p * sqrt(pi) / 2, both(PROBABILITIES)),
    "ErfcInv": (inverse_erfc, PROBABILITIES + [2 - x for x in PROBABILITIES if 2 - x < 2]),
    "NormalCdf": (clipped(ncdf, -60, 60, mpf(0), mpf(1)), GAUSSIAN),
    "NormalPdf": (clipped(npdf, -60, 60, mpf(0), mpf(0)), GAUSSIAN),
    "Gamma": (gamma_function, GAMMA + NEGATIVE + both(TINY)),
    "LogGamma": (log_gamma, GAMMA + NEGATIVE + [-x for x in TINY] + [2.5e305, -1000.3, -1e6 - 0.25]),
    "Digamma": (digamma, GAMMA + NEGATIVE + [-x for x in TINY] + [-1000.3, -1e6 - 0.25]),
}

SOME = [0.0, 1.0, -1.0, 0.5, 2.0, 1e-320, 1e-300, -1e-300, 1e-10, -1e-10, 1e10, -1e10, 1e300, -1e300] + spread(-5, 5, 20) + spread(-700, 700, 20)
BINARY = {
    "XLogY": (lambda x, y: mpf(0) if x == 0 else x * log(y), pairs(SOME, positive(SOME) + near(1.0), 200)),
    "XLog1PY": (lambda x, y: mpf(0) if x == 0 else x * log1p(y), pairs(SOME, [y for y in SOME if y > -1] + [-0.75, -1e-18, 1e-320, -1 + 2.0**-53], 200)),
    "LogAddExp": (log_add_exp, pairs(SOME, SOME, 150) + [(x, x + d) for x in (-700.0, -3.0, 0.0, 4.0, 600.0) for d in spread(-40, 40, 10)] + [(0.0, -740.0), (0.0, -30.0)]),
    "LogAddExpDerivative": (share, pairs(SOME, SOME, 150) + [(x, x + d) for x in (-700.0, -3.0, 0.0, 4.0, 600.0) for d in spread(-40, 40, 10)] + [(0.0, 744.4), (-350.3, 380.7)]),
    "Elu": (lambda x, a: x if x > 0 else a * expm1(max(x, mpf(-(10**4)))), pairs(SOME, spread(0, 3, 10), 60)),
    "LeakyRelu": (lambda x, a: x if x > 0 else a * x, pairs(SOME, spread(-1, 2, 10), 60)),
    "Polygamma": (polygamma, [(float(n), x) for n in (1, 2, 3, 5, 10, 20) for x in positive(spread(0, 1, 3) + spread(1, 20, 4) + spread(20, 400, 2) + [1e-320, 1e-200, 1e-60, 1e-10, 0.5, 1.0, 2.0, 1e5, 1e16, 1e40, 1e150, 1e300])]
                  + [(float(n), x) for n in (1, 3, 7) for x in NEGATIVE[::4]] + [(float(n), x) for n in (2, 4) for x in NEGATIVE[::4]]),
}


def main():
    print("function,type,arguments and value")
    for name, arity, function, points in [(n, 1, *fp) for n, fp in UNARY.items()] + [(n, 2, *fp) for n, fp in BINARY.items()]:
        for kind in ("double", "float"):
            seen = set()
            for point in points if kind == "double" else points[::2]:
                arguments = [point] if arity == 1 else list(point)
                if kind == "float":
                    arguments = [single(x) for x in arguments]
                    if None in arguments or name in ("Logit", "ErfInv", "ErfcInv") and arguments[0] in (0, 1, -1, 2) or name in ("LogP1",) and arguments[0] <= -1:
                        continue
                    if name in ("XLogY", "XLog1PY") and arguments[1] <= (0 if name == "XLogY" else -1):
                        continue
                    if "amma" in name and arguments[-1] == nint(arguments[-1]) and arguments[-1] <= 0:
                        continue
                if tuple(arguments) in seen or ("amma" in name and arguments[-1] == 0):
                    continue
                seen.add(tuple(arguments))
                value = function(*map(mpf, arguments))
                assert not isnan(value), (name, arguments)
                print(",".join([name, kind, *map(bits, arguments), bits(nearest(value, kind))]))


if __name__ == "__main__":
    main()
