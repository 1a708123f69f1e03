#!/usr/bin/env python3
"""Writes nist.csv: residuals and Jacobians of NIST's nonlinear regression sets (samples/CurveFitting/nist), from mpmath.

Run once, by hand, in this folder: python3 nist.py > nist.csv. For each set, at both starts and at the certified parameters, the sum
over the observations of their number, from 1, times the residual (model minus observation), and times each partial of the model,
which is a difference quotient and so owes nothing to the chain rule. The scale is the same sum of absolute values.
"""
import re
from pathlib import Path

from mpmath import atan, cos, diff, exp, log, mp, mpf, nstr, pi, sin

mp.dps = 60


def cubic_by_cubic(x, b1, b2, b3, b4, b5, b6, b7):
    return (b1 + b2 * x + b3 * x**2 + b4 * x**3) / (1 + b5 * x + b6 * x**2 + b7 * x**3)


def saturation(x, b1, b2):
    return b1 * (1 - exp(-b2 * x))


def chwirut(x, b1, b2, b3):
    return exp(-b1 * x) / (b2 + b3 * x)


def lanczos(x, b1, b2, b3, b4, b5, b6):
    return b1 * exp(-b2 * x) + b3 * exp(-b4 * x) + b5 * exp(-b6 * x)


def gauss(x, b1, b2, b3, b4, b5, b6, b7, b8):
    return b1 * exp(-b2 * x) + b3 * exp(-((x - b4) ** 2) / b5**2) + b6 * exp(-((x - b7) ** 2) / b8**2)


def enso(x, b1, b2, b3, b4, b5, b6, b7, b8, b9):
    return (b1 + b2 * cos(2 * pi * x / 12) + b3 * sin(2 * pi * x / 12) + b5 * cos(2 * pi * x / b4) + b6 * sin(2 * pi * x / b4)
            + b8 * cos(2 * pi * x / b7) + b9 * sin(2 * pi * x / b7))


# As the files write them.
MODELS = {
    "Bennett5": lambda x, b1, b2, b3: b1 * (b2 + x) ** (-1 / b3),
    "BoxBOD": saturation,
    "Chwirut1": chwirut,
    "Chwirut2": chwirut,
    "DanWood": lambda x, b1, b2: b1 * x**b2,
    "ENSO": enso,
    "Eckerle4": lambda x, b1, b2, b3: b1 / b2 * exp(-(((x - b3) / b2) ** 2) / 2),
    "Gauss1": gauss,
    "Gauss2": gauss,
    "Gauss3": gauss,
    "Hahn1": cubic_by_cubic,
    "Kirby2": lambda x, b1, b2, b3, b4, b5: (b1 + b2 * x + b3 * x**2) / (1 + b4 * x + b5 * x**2),
    "Lanczos1": lanczos,
    "Lanczos2": lanczos,
    "Lanczos3": lanczos,
    "MGH09": lambda x, b1, b2, b3, b4: b1 * (x**2 + x * b2) / (x**2 + x * b3 + b4),
    "MGH10": lambda x, b1, b2, b3: b1 * exp(b2 / (x + b3)),
    "MGH17": lambda x, b1, b2, b3, b4, b5: b1 + b2 * exp(-x * b4) + b3 * exp(-x * b5),
    "Misra1a": saturation,
    "Misra1b": lambda x, b1, b2: b1 * (1 - (1 + b2 * x / 2) ** -2),
    "Misra1c": lambda x, b1, b2: b1 * (1 - (1 + 2 * b2 * x) ** mpf("-0.5")),
    "Misra1d": lambda x, b1, b2: b1 * b2 * x * (1 + b2 * x) ** -1,
    "Nelson": lambda x1, x2, b1, b2, b3: b1 - b2 * x1 * exp(-b3 * x2),
    "Rat42": lambda x, b1, b2, b3: b1 / (1 + exp(b2 - b3 * x)),
    "Rat43": lambda x, b1, b2, b3, b4: b1 / (1 + exp(b2 - b3 * x)) ** (1 / b4),
    "Roszman1": lambda x, b1, b2, b3, b4: b1 - b2 * x - atan(b3 / (x - b4)) / pi,
    "Thurber": cubic_by_cubic,
}


def rows(lines, part):
    """The numbers between the lines that the head of a file names, each the nearest double, as C# reads it."""
    head = next(line for line in lines if re.search(part + r" +\(lines", line))
    first, last = map(int, re.findall(r"\d+", head))
    return [[mpf(float(number)) for number in line.split("=")[-1].split()] for line in lines[first - 1 : last]]


print("set,point,quantity,value,scale")
for name, model in MODELS.items():
    lines = (Path("../../samples/CurveFitting/nist") / f"{name}.dat").read_text().split("\n")
    observations = rows(lines, "Data")
    parameters = rows(lines, "Starting Values")
    for column, point in enumerate(["start 1", "start 2", "certified"]):
        b = [row[column] for row in parameters]

        def partial(x, j):
            return diff(lambda bj: model(*x, *b[:j], bj, *b[j + 1 :]), b[j])

        def write(quantity, terms, sizes):
            value, scale = (sum((i + 1) * term for i, term in enumerate(each)) for each in (terms, sizes))
            print(f"{name},{point},{quantity},{nstr(value, 20)},{nstr(scale, 5)}")

        observed = [log(row[0]) if name == "Nelson" else row[0] for row in observations]
        modelled = [model(*row[1:], *b) for row in observations]
        write("residual", [m - y for m, y in zip(modelled, observed)], [abs(m) + abs(y) for m, y in zip(modelled, observed)])
        for j in range(len(b)):
            partials = [partial(row[1:], j) for row in observations]
            write(f"b{j + 1}", partials, [abs(p) for p in partials])
