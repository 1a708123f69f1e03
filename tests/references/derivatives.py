#!/usr/bin/env python3
"""Writes derivatives.csv: the partial derivatives of every elementary function alone, from mpmath.

Run once, by hand, in this folder: python3 derivatives.py > derivatives.csv. A derivative is a difference quotient with so many
digits that it owes nothing to the chain rule. Each is rounded once, to the nearest number of its own type, and written, as the
points are, as the hexadecimal bits of a double. The scale is the sum of the absolute values of the terms of the derivative, where
it has several. Points outside the domain, and results that the type cannot hold, are left out.
"""
import struct
from itertools import product

from mpmath import (acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, cos, cosh, exp, expm1, fabs, floor, hypot, isfinite, ldexp, log,
                    log1p, mp, mpc, mpf, nint, pi, power, sin, sinh, sqrt, tan, tanh)

mp.dps = 2000
STEP = mpf(10) ** -700
SMALL = [1e-200, 1e-9, 0.1, 0.75, 1.0, 2.5, 30.0, 1e9, 1e200]
SIGNED = SMALL + [-x for x in SMALL]
NEAR = [x for x in SIGNED if 1e-10 < abs(x) < 1e10]  # for RootN: .NET rounds 1/n, which grows with |ln x|
UNIT = [0.0, 1e-200, 1e-9, 0.1, 0.75, 0.999999, -1e-9, -0.1, -0.75, -0.999999]
MODERATE = [0.0, 1e-200, 1e-9, 0.1, 0.75, 2.5, 18.0, 300.0, -1e-9, -0.1, -0.75, -2.5, -18.0, -300.0]
ANGLES = [0.0, 1e-9, 0.1, 0.75, 1.5, 2.5, 30.0, 1e9, -1e-9, -0.75, -2.5]
TURNS = [0.0, 1e-9, 0.1, 0.3, 0.75, 1.2, 2.4, 1000.3, -1e-9, -0.3, -1.2]
PAIRS = list(product([1e-200, 0.3, 2.5, 1e200], [1e-200, 0.75, -4.0, -1e200])) + [(-0.3, 1e-9), (-0.3, 4.0), (-2.5, -3.5)]


def remainder(x, y):
    return x - y * nint(x / y)


def clamp(x, low, high):
    return min(max(x, low), high)


# C#, the function, its points.
UNARY = [
    ("Math.Exp(x)", exp, MODERATE),
    ("real.Exp2(x)", lambda x: power(2, x), MODERATE),
    ("real.Exp10(x)", lambda x: power(10, x), MODERATE),
    ("real.ExpM1(x)", expm1, MODERATE),
    ("real.Exp2M1(x)", lambda x: power(2, x) - 1, MODERATE),
    ("real.Exp10M1(x)", lambda x: power(10, x) - 1, MODERATE),
    ("Math.Log(x)", log, SMALL),
    ("Math.Log2(x)", lambda x: log(x) / log(2), SMALL),
    ("Math.Log10(x)", lambda x: log(x) / log(10), SMALL),
    ("Math.Log(x, 3.0)", lambda x: log(x) / log(3), SMALL),
    ("real.LogP1(x)", log1p, SMALL + UNIT),
    ("real.Log2P1(x)", lambda x: log1p(x) / log(2), SMALL + UNIT),
    ("real.Log10P1(x)", lambda x: log1p(x) / log(10), SMALL + UNIT),
    ("Math.Sqrt(x)", sqrt, SMALL),
    ("Math.Sqrt(1 + x * x)", lambda x: sqrt(1 + x * x), MODERATE),
    ("Math.Cbrt(x)", lambda x: cbrt(x) if x >= 0 else -cbrt(-x), SIGNED),
    ("real.RootN(x, 1)", lambda x: x, SIGNED),
    ("real.RootN(x, 2)", sqrt, SMALL),
    ("real.RootN(x, 3)", lambda x: cbrt(x) if x >= 0 else -cbrt(-x), SIGNED),
    ("real.RootN(x, 5)", lambda x: x ** (mpf(1) / 5) if x >= 0 else -((-x) ** (mpf(1) / 5)), NEAR),
    ("real.RootN(x, -1)", lambda x: 1 / x, SIGNED),
    ("real.RootN(x, -4)", lambda x: x ** (mpf(-1) / 4), [x for x in NEAR if x > 0]),
    ("Math.Pow(x, 2)", lambda x: x**2, SIGNED),
    ("Math.Pow(x, 3)", lambda x: x**3, SIGNED),
    ("Math.Pow(x, 4)", lambda x: x**4, SIGNED),
    ("Math.Pow(x, 7)", lambda x: x**7, SIGNED),
    ("Math.Pow(x, -1)", lambda x: 1 / x, SIGNED),
    ("Math.Pow(x, 0.5)", sqrt, SMALL),
    ("Math.Pow(x, 2.5)", lambda x: x ** mpf(2.5), SMALL),
    ("Math.Pow(x, -1.5)", lambda x: x ** mpf(-1.5), SMALL),
    ("Math.Pow(2, x)", lambda x: power(2, x), MODERATE),
    ("Math.Sin(x)", sin, ANGLES),
    ("Math.Cos(x)", cos, ANGLES),
    ("Math.SinCos(x).Sin", sin, ANGLES),
    ("Math.SinCos(x).Cos", cos, ANGLES),
    ("Math.Tan(x)", tan, ANGLES),
    ("Math.Asin(x)", asin, UNIT),
    ("Math.Acos(x)", acos, UNIT),
    ("Math.Atan(x)", atan, [x for x in SIGNED if abs(x) < 1e100]),
    ("real.SinPi(x)", lambda x: sin(pi * x), TURNS),
    ("real.CosPi(x)", lambda x: cos(pi * x), TURNS),
    ("real.SinCosPi(x).SinPi", lambda x: sin(pi * x), TURNS),
    ("real.SinCosPi(x).CosPi", lambda x: cos(pi * x), TURNS),
    ("real.TanPi(x)", lambda x: tan(pi * x), TURNS),
    ("real.AsinPi(x)", lambda x: asin(x) / pi, UNIT),
    ("real.AcosPi(x)", lambda x: acos(x) / pi, UNIT),
    ("real.AtanPi(x)", lambda x: atan(x) / pi, [x for x in SIGNED if abs(x) < 1e100]),
    ("Math.Sinh(x)", sinh, MODERATE),
    ("Math.Cosh(x)", cosh, MODERATE),
    ("Math.Tanh(x)", tanh, MODERATE),
    ("Math.Asinh(x)", asinh, SIGNED + [0.0]),
    ("Math.Acosh(x)", acosh, [1.0000001, 1.5, 2.5, 30.0, 1e9, 1e200]),
    ("Math.Atanh(x)", atanh, UNIT),
    ("Math.Abs(x)", fabs, SIGNED),
    ("Math.CopySign(x, -2.0)", lambda x: -fabs(x), SIGNED),
    ("Math.ScaleB(x, -3)", lambda x: ldexp(x, -3), SIGNED),
    ("Math.BitIncrement(x)", lambda x: x, SIGNED),
    ("Math.BitDecrement(x)", lambda x: x, SIGNED),
    ("real.DegreesToRadians(x)", lambda x: x * pi / 180, SIGNED),
    ("real.RadiansToDegrees(x)", lambda x: x * 180 / pi, SIGNED),
]
BINARY = [
    ("Math.Log(x, y)", lambda x, b: log(x) / log(b), list(product([1e-200, 0.3, 2.5, 1e200], [0.5, 3.0, 1e9]))),
    ("Math.Pow(x, y)", power, list(product([1e-9, 0.3, 2.5, 1e9], [0.0, 1.0, 2.0, 2.5, 0.75, -2.0]))),
    ("real.Hypot(x, y)", hypot, PAIRS),
    ("Math.Sqrt(x * x + y * y)", hypot, [p for p in PAIRS if all(abs(x) < 1e100 for x in p) and max(map(abs, p)) > 1e-100]),
    ("Math.Atan2(x, y)", atan2, PAIRS),
    ("real.Atan2Pi(x, y)", lambda y, x: atan2(y, x) / pi, PAIRS),
    ("Math.Min(x, y)", min, PAIRS),
    ("Math.Max(x, y)", max, PAIRS),
    ("real.MinNumber(x, y)", min, PAIRS),
    ("real.MaxNumber(x, y)", max, PAIRS),
    ("real.MinNative(x, y)", min, PAIRS),
    ("real.MaxNative(x, y)", max, PAIRS),
    ("Math.MinMagnitude(x, y)", lambda x, y: min(x, y, key=abs), PAIRS),
    ("Math.MaxMagnitude(x, y)", lambda x, y: max(x, y, key=abs), PAIRS),
    ("real.MinMagnitudeNumber(x, y)", lambda x, y: min(x, y, key=abs), PAIRS),
    ("real.MaxMagnitudeNumber(x, y)", lambda x, y: max(x, y, key=abs), PAIRS),
    ("Math.IEEERemainder(x, y)", remainder, list(product([0.7, 17.3, -17.3, 1e6], [0.1, 3.0, -3.0, 1e9]))),
    ("real.Ieee754Remainder(x, y)", remainder, list(product([0.7, 17.3, -17.3, 1e6], [0.1, 3.0, -3.0, 1e9]))),
    ("x % y", lambda x, y: x - y * (1 if x / y > 0 else -1) * floor(fabs(x / y)), list(product([0.7, 17.3, -17.3, 1e6], [0.1, 3.0, -3.0, 1e9]))),
]
TRIPLES = [(0.3, 0.75, -4.0), (2.5, -1e9, 1e200), (-2.5, 1e-9, 0.1), (1e-200, 3.0, 0.25), (-7.0, -3.0, 1.5)]
TERNARY = [
    ("Math.FusedMultiplyAdd(x, y, z)", lambda a, b, c: a * b + c, TRIPLES),
    ("real.MultiplyAddEstimate(x, y, z)", lambda a, b, c: a * b + c, TRIPLES),
    ("real.Lerp(x, y, z)", lambda a, b, t: a * (1 - t) + b * t, TRIPLES),
    ("Math.Clamp(x, y, z)", clamp, [(0.3, -1.0, 1.0), (-4.0, -1.0, 1.0), (4.0, -1.0, 1.0), (1e200, -1.0, 1.0), (1e-200, -1.0, 1.0)]),
    ("real.ClampNative(x, y, z)", clamp, [(0.3, -1.0, 1.0), (-4.0, -1.0, 1.0), (4.0, -1.0, 1.0), (1e200, -1.0, 1.0), (1e-200, -1.0, 1.0)]),
]


def to_float(x):
    extreme = max(min(abs(x), 1e30), 1e-30) if x != 0 else 0.0
    return struct.unpack("<f", struct.pack("<f", extreme if x >= 0 else -extreme))[0]


def bits(x):
    return struct.pack(">d", x).hex()


def nearest(x, kind):
    """The nearest double or float, ties to even; None where it is too large."""
    if x == 0:
        return 0.0
    precision, least, largest = (53, -1074, 1.7976931348623157e308) if kind == "double" else (24, -149, 3.4028234663852886e38)
    unit = mpf(2) ** max(int(floor(log(fabs(x), 2))) + 1 - precision, least)
    rounded = nint(x / unit) * unit
    return float(rounded) if fabs(rounded) <= largest else None


def is_real(value):
    return not isinstance(value, mpc) and isfinite(value)


def partial(function, point, index):
    def at(shift):
        moved = list(point)
        moved[index] += shift
        return function(*moved)

    left, right = at(-STEP), at(STEP)
    return (right - left) / (2 * STEP) if is_real(left) and is_real(right) else None


def rows():
    for code, function, points in UNARY + BINARY + TERNARY:
        for kind in ("double", "float"):
            seen = set()
            for point in points:
                point = point if isinstance(point, tuple) else (point,)
                point = point if kind == "double" else tuple(map(to_float, point))
                if point in seen:
                    continue
                seen.add(point)
                exact = [mpf(x) for x in point]
                if not is_real(function(*exact)) or nearest(function(*exact), kind) is None:
                    continue
                for index in range(len(point)):
                    derivative = partial(function, exact, index)
                    rounded = None if derivative is None else nearest(derivative, kind)
                    if rounded is None:
                        continue
                    scale = fabs(exact[0]) + fabs(exact[1]) if "Lerp" in code and index == 2 else fabs(derivative)
                    yield [kind, '"' + code + '"', " ".join(map(bits, point)), str(index), bits(rounded), bits(nearest(scale, kind))]


def main():
    print("type,function,point,by,derivative,scale")
    for row in rows():
        print(",".join(row))


if __name__ == "__main__":
    main()
