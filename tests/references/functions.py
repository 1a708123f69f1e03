#!/usr/bin/env python3
"""Writes functions.csv: reference values of the logistic function, its derivative and softplus, from mpmath at 50 digits.

Run once, by hand, in this folder: python3 functions.py [points]. The output is committed; tests read only that.
A value is rounded once, to the nearest number of its own type, and written, as the points are, as the hexadecimal bits of a
double (which holds a float exactly), so that nothing depends on how a decimal number is parsed.
"""
import random
import struct
import sys

from mpmath import exp, floor, log, log1p, mp, mpf, nint

mp.dps = 50


def to_float(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def bits(x):
    return struct.pack(">d", x).hex()


def nearest(x, kind):
    """The nearest double or float to a number that is not negative, subnormal numbers included; ties to even."""
    if x == 0:
        return 0.0
    precision, least = (53, -1074) if kind == "double" else (24, -149)
    unit = mpf(2) ** max(int(floor(log(x, 2))) + 1 - precision, least)
    return float(nint(x / unit) * unit)


def points(kind, count):
    random.seed(20260101)
    if kind == "double":
        tiny, huge, low, precision = 5e-324, 1.7976931348623157e308, -745.2, 53
        edges = [708.3, 709.7, 709.79, 744.4, 745.1, 745.2, 746.0, 36.7, 36.8, 37.5, 18.0, 800.0]
    else:
        tiny, huge, low, precision = 1.401298464324817e-45, 3.4028234663852886e38, -104.0, 24
        edges = [87.3, 88.7, 88.8, 103.2, 103.9, 104.0, 16.6, 17.4, 9.0, 800.0]
    magnitudes = [0.0, tiny, 3 * tiny, 2.0**-130, 1.0, 2.0, 0.5, 1e-3, 0.25, 5.0, 10.0, 1e10, huge] + edges
    magnitudes += [2.0**-k for k in range(1, precision + 6)]
    chosen = [sign * m for m in magnitudes for sign in (1.0, -1.0)]
    chosen += [random.uniform(-2, 2) for _ in range(count)]
    chosen += [random.uniform(-40, 40) for _ in range(count)]
    chosen += [random.uniform(low, -low) for _ in range(count)]
    chosen += [random.uniform(low, 0.95 * low) for _ in range(count // 4)]
    return chosen if kind == "double" else [to_float(x) for x in chosen]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    print("type,x,sigmoid,derivative,softplus")
    for kind in ("double", "float"):
        for x in points(kind, count):
            e = exp(-abs(mpf(x)))
            sigmoid = (1 if x >= 0 else e) / (1 + e)
            derivative = e / (1 + e) ** 2
            softplus = max(mpf(x), mpf(0)) + log1p(e)
            columns = [bits(x), *(bits(nearest(y, kind)) for y in (sigmoid, derivative, softplus))]
            print(",".join([kind, *columns]))


if __name__ == "__main__":
    main()
