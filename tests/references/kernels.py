#!/usr/bin/env python3
"""Writes the coefficients of the runtime's kernels, src/Runtime/Functions/Kernels/*.Coefficients.cs, from mpmath at 60 digits.

Run once, by hand, in this folder: python3 kernels.py. The output is committed. Nothing is fitted but the pieces of erfcx, by
Chebyshev interpolation; all the rest are numbers of mathematics, rounded to a double or to the sum of two.
"""
from mpmath import bernoulli, chebyfit, digamma, erfc, euler, exp, fac, findroot, log, mp, mpf, pi, polygamma, sqrt, zeta

mp.dps = 60
FOLDER = "../../src/Runtime/Functions/Kernels/"


def number(x):
    return repr(float(x))


def pair(x):
    high = float(x)
    return f"new({number(high)}, {number(x - mpf(high))})"


def rows(values, per_line=4):
    return [" ".join(v + "," for v in values[i : i + per_line]) for i in range(0, len(values), per_line)]


def constant(summary, name, x, access="private"):
    return [f"/// <summary>{summary}</summary>", f"{access} static readonly DoubleDouble {name} = {pair(x)};", ""]


def array(summary, kind, name, lines):
    return [f"/// <summary>{summary}</summary>", f"private static readonly {kind} {name} =", "[", *("    " + line for line in lines), "];", ""]


def write(name, *members):
    lines = [line for member in members for line in member]
    with open(f"{FOLDER}{name}.Coefficients.cs", "w", encoding="utf-8") as file:
        file.write("// Written by tests/references/kernels.py.\nnamespace SymGrad;\n\n")
        file.write(f"internal static partial class {name}\n{{\n")
        file.write("\n".join("    " + line if line else "" for line in lines).rstrip() + "\n}\n")


def exponential():
    write(
        "Exponential",
        array("2^(j/32).", "DoubleDouble[]", "s_powers", [pair(mpf(2) ** (mpf(j) / 32)) + "," for j in range(32)]),
        array("1/n!, from n = 3.", "double[]", "s_inverseFactorials", rows([number(1 / fac(n)) for n in range(3, 10)])),
    )


def logarithm():
    write(
        "Logarithm",
        constant("ln 2.", "Ln2", log(mpf(2)), "public"),
        array("1/(2n + 1), from n = 3.", "double[]", "s_inverseOdds", rows([number(mpf(1) / (2 * n + 1)) for n in range(3, 15)])),
    )


def error_function():
    def piece(k):
        left = mpf(2) ** (k // 8 - 1) * (1 + mpf(k % 8) / 8)
        half = mpf(2) ** (k // 8 - 1) / 16
        centre = left + half
        coefficients, error = chebyfit(lambda d: exp((centre + d) ** 2) * erfc(centre + d), [-half, half], 13, error=True)
        assert error < mpf(2) ** -64 * erfc(centre) * exp(centre**2), (k, error)
        first, *rest = coefficients[::-1]
        high = float(first)
        return "[" + ", ".join([number(high), number(first - mpf(high)), *map(number, rest)]) + "],"

    write(
        "ErrorFunction",
        constant("2/√π.", "s_twoBySqrtPi", 2 / sqrt(pi)),
        constant("1/√π.", "s_oneBySqrtPi", 1 / sqrt(pi)),
        constant("1/√2.", "s_sqrtHalf", sqrt(mpf(1) / 2)),
        constant("1/√(2π).", "s_oneBySqrtTwoPi", 1 / sqrt(2 * pi)),
        array("(−1)ⁿ/(n!·(2n + 1)), from n = 1: erf t = (2/√π)·t·Σ cₙ·t²ⁿ (DLMF 7.6.1).", "double[]", "s_series",
              rows([number((-1) ** n / (fac(n) * (2 * n + 1))) for n in range(1, 15)])),
        array("(−1)ⁿ·(2n − 1)!!, from n = 1: erfcx t ~ Σ cₙ/(2t²)ⁿ/(t·√π) (DLMF 7.12.1).", "double[]", "s_asymptotic",
              rows([number((-1) ** n * fac(2 * n) / (2**n * fac(n))) for n in range(1, 16)])),
        array("exp(t²)·erfc(t) from ½ to 8, eight pieces an octave: c₀ in two doubles, then the powers of the distance from the centre.",
              "double[][]", "s_pieces", [piece(k) for k in range(32)]),
    )


def gamma_function():
    series_one = [-euler] + [(-1) ** k * zeta(k) / k for k in range(2, 16)]
    series_two = [1 - euler] + [(-1) ** k * (zeta(k) - 1) / k for k in range(2, 13)]
    write(
        "GammaFunction",
        constant("½·ln 2π.", "s_halfLogTwoPi", log(2 * pi) / 2),
        array("B₂ₖ/(2k·(2k − 1)), from k = 2 (DLMF 5.11.1).", "double[]", "s_stirling",
              rows([number(bernoulli(2 * k) / (2 * k * (2 * k - 1))) for k in range(2, 12)])),
        array("(−1)ᵏ·ζ(k)/k, from k = 1 where it is −γ: ln Γ(1 + z) (DLMF 5.7.3); the first two in two doubles.", "DoubleDouble[]", "s_leadingAtOne",
              [pair(c) + "," for c in series_one[:2]]),
        array("The same from k = 3.", "double[]", "s_seriesAtOne", rows([number(c) for c in series_one[2:]])),
        array("(−1)ᵏ·(ζ(k) − 1)/k, from k = 1 where it is 1 − γ: ln Γ(2 + z); the first two in two doubles.", "DoubleDouble[]", "s_leadingAtTwo",
              [pair(c) + "," for c in series_two[:2]]),
        array("The same from k = 3.", "double[]", "s_seriesAtTwo", rows([number(c) for c in series_two[2:]])),
    )


def polygamma_function():
    root = findroot(digamma, mpf("1.4616321449683623"))
    first = float(root)
    second = float(root - mpf(first))
    series = [polygamma(k, root) / fac(k) for k in range(1, 17)]
    write(
        "PolygammaFunction",
        [f"/// <summary>The positive zero of ψ, and what its double leaves of it.</summary>",
         f"private const double Root = {number(first)};", "",
         f"private static readonly DoubleDouble s_restOfRoot = new({number(second)}, {number(root - mpf(first) - mpf(second))});", ""],
        array("ψ⁽ᵏ⁾/k! at the root, from k = 1; the first two in two doubles.", "DoubleDouble[]", "s_leadingAtRoot", [pair(c) + "," for c in series[:2]]),
        array("The same from k = 3.", "double[]", "s_seriesAtRoot", rows([number(c) for c in series[2:]])),
        array("−B₂ₖ/2k, from k = 2: ψ(y) ~ ln y − 1/2y + Σ cₖ/y²ᵏ (DLMF 5.11.2).", "double[]", "s_digamma",
              rows([number(-bernoulli(2 * k) / (2 * k)) for k in range(2, 13)])),
        array("B₂ₖ/(2k)!, from k = 2: the Euler–Maclaurin sum of ζ(s, y) (DLMF 25.11.28).", "double[]", "s_eulerMaclaurin",
              rows([number(bernoulli(2 * k) / fac(2 * k)) for k in range(2, 15)])),
    )


if __name__ == "__main__":
    exponential()
    logarithm()
    error_function()
    gamma_function()
    polygamma_function()
