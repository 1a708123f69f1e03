using System.Globalization;

namespace SymGrad.Generator.Tests.Functions;

/// <summary>
/// The conventions at delicate points, as literals: at the point and in every quadrant of signs, the signs of zeros included. Each
/// function and each twin of it written as a condition follows one policy.
/// </summary>
public class DelicatePointTests
{
    private const double Allowed = 2;

    // The expression; then, at (x, y, z, c, n as they occur), its partials by x, y and z.
    private const string Table = """
        Math.Abs(x)                             | 2 → 1 | -2 → -1 | 0 → 0 | -0 → 0 | ∞ → 1 | -∞ → -1 | NaN → NaN
        x < 0 ? -x : x                          | 2 → 1 | -2 → -1 | 0 → 0 | -0 → 0 | ∞ → 1 | -∞ → -1
        x <= 0 ? -x : x                         | 2 → 1 | -2 → -1 | 0 → 0 | -0 → 0
        x > 0 ? x : -x                          | 2 → 1 | -2 → -1 | 0 → 0 | -0 → 0
        x >= 0 ? x : -x                         | 2 → 1 | -2 → -1 | 0 → 0 | -0 → 0
        0 > x ? -x : x                          | 2 → 1 | -2 → -1 | 0 → 0 | -0 → 0
        x < 0 ? x : -x                          | 2 → -1 | -2 → 1 | 0 → 0 | -0 → 0
        Functions.Relu(x)                       | 2 → 1 | -2 → 0 | 0 → 0 | -0 → 0 | NaN → NaN
        Math.Max(x, 0)                          | 2 → 1 | -2 → 0 | 0 → 0 | -0 → 0 | NaN → NaN
        Math.Max(0, x)                          | 2 → 1 | -2 → 0 | 0 → 0 | -0 → 0 | NaN → NaN
        x > 0 ? x : 0                           | 2 → 1 | -2 → 0 | 0 → 0 | -0 → 0 | NaN → 0
        x >= 0 ? x : 0                          | 2 → 1 | -2 → 0 | 0 → 0 | -0 → 0 | NaN → 0
        x < 0 ? 0 : x                           | 2 → 1 | -2 → 0 | 0 → 0 | -0 → 0
        x <= 0 ? 0 : x                          | 2 → 1 | -2 → 0 | 0 → 0 | -0 → 0
        0 < x ? x : 0                           | 2 → 1 | -2 → 0 | 0 → 0 | -0 → 0
        0 >= x ? 0 : x                          | 2 → 1 | -2 → 0 | 0 → 0 | -0 → 0
        x > c ? x : c                           | 2 1 → 1 | 1 2 → 0 | 1 1 → 0 | 0 -0 → 0 | -0 0 → 0
        x >= c ? x : c                          | 2 1 → 1 | 1 2 → 0 | 1 1 → 0 | 0 -0 → 0 | -0 0 → 0
        x < n ? n : x                           | 2 1 → 1 | 1 2 → 0 | 1 1 → 0
        Math.Max(x, y)                          | 2 1 → 1 0 | 1 2 → 0 1 | 1 1 → 0.5 0.5 | 0 -0 → 0.5 0.5 | -0 0 → 0.5 0.5 | -1 -2 → 1 0 | NaN 1 → NaN NaN | 1 NaN → NaN NaN
        x > y ? x : y                           | 2 1 → 1 0 | 1 2 → 0 1 | 1 1 → 0.5 0.5 | 0 -0 → 0.5 0.5 | -0 0 → 0.5 0.5 | -1 -2 → 1 0 | NaN 1 → 0 1 | 1 NaN → 0 1
        x >= y ? x : y                          | 2 1 → 1 0 | 1 2 → 0 1 | 1 1 → 0.5 0.5 | 0 -0 → 0.5 0.5 | -0 0 → 0.5 0.5
        x < y ? y : x                           | 2 1 → 1 0 | 1 2 → 0 1 | 1 1 → 0.5 0.5 | 0 -0 → 0.5 0.5 | -0 0 → 0.5 0.5
        Math.Max(x, c)                          | 2 1 → 1 | 1 2 → 0 | 1 1 → 0 | NaN 1 → NaN | 1 NaN → NaN
        Math.Min(x, y)                          | 2 1 → 0 1 | 1 2 → 1 0 | 1 1 → 0.5 0.5 | 0 -0 → 0.5 0.5 | NaN 1 → NaN NaN
        x > y ? y : x                           | 2 1 → 0 1 | 1 2 → 1 0 | 1 1 → 0.5 0.5 | 0 -0 → 0.5 0.5
        x <= y ? x : y                          | 2 1 → 0 1 | 1 2 → 1 0 | 1 1 → 0.5 0.5 | 0 -0 → 0.5 0.5
        Math.Min(x, c)                          | 2 1 → 0 | 1 2 → 1 | 1 1 → 0 | NaN 1 → NaN
        x * (y > z ? y : z)                     | 3 2 1 → 2 3 0 | 3 1 2 → 2 0 3 | 3 1 1 → 1 1.5 1.5
        x + (x > y ? x : y) * (x > y ? 1 : 2)   | 2 1 → 2 0 | 1 2 → 1 2 | 1 1 → 2 1
        real.MaxNumber(x, y)                    | 2 1 → 1 0 | 1 2 → 0 1 | 1 1 → 0.5 0.5 | NaN 1 → 0 1 | 1 NaN → 1 0 | NaN NaN → NaN NaN
        real.MinNumber(x, y)                    | 2 1 → 0 1 | 1 2 → 1 0 | 1 1 → 0.5 0.5 | NaN 1 → 0 1 | 1 NaN → 1 0 | NaN NaN → NaN NaN
        real.MaxNumber(x, c)                    | 2 1 → 1 | 1 2 → 0 | 1 1 → 0 | NaN 1 → 0 | 1 NaN → 1
        real.MaxNative(x, y)                    | 2 1 → 1 0 | 1 2 → 0 1 | 1 1 → 0.5 0.5
        real.MinNative(x, y)                    | 2 1 → 0 1 | 1 2 → 1 0 | 1 1 → 0.5 0.5
        Math.MaxMagnitude(x, y)                 | -2 1 → 1 0 | 1 -2 → 0 1 | 1 1 → 0.5 0.5 | 1 -1 → 0.5 0.5 | 0 -0 → 0.5 0.5 | NaN 1 → NaN NaN
        Math.MinMagnitude(x, y)                 | -2 1 → 0 1 | 1 -2 → 1 0 | 1 1 → 0.5 0.5 | 1 -1 → 0.5 0.5 | 0 -0 → 0.5 0.5 | NaN 1 → NaN NaN
        real.MaxMagnitudeNumber(x, y)           | -2 1 → 1 0 | 1 -2 → 0 1 | 1 1 → 0.5 0.5 | NaN 1 → 0 1
        real.MinMagnitudeNumber(x, y)           | -2 1 → 0 1 | 1 -2 → 1 0 | 1 1 → 0.5 0.5 | NaN 1 → 0 1
        Math.Clamp(x, -1, 1)                    | 0.5 → 1 | -2 → 0 | 2 → 0 | 1 → 0 | -1 → 0 | NaN → NaN
        real.ClampNative(x, -1, 1)              | 0.5 → 1 | -2 → 0 | 2 → 0 | 1 → 0 | -1 → 0
        x < -1 ? -1 : x > 1 ? 1 : x             | 0.5 → 1 | -2 → 0 | 2 → 0 | 1 → 0 | -1 → 0
        x > 1 ? 1 : x < -1 ? -1 : x             | 0.5 → 1 | -2 → 0 | 2 → 0 | 1 → 0 | -1 → 0
        x <= -1 ? -1 : x >= 1 ? 1 : x           | 0.5 → 1 | -2 → 0 | 2 → 0 | 1 → 0 | -1 → 0
        Math.Clamp(x, y, z)                     | 2 1 3 → 1 0 0 | 0 1 3 → 0 1 0 | 4 1 3 → 0 0 1 | 1 1 3 → 0.5 0.5 0 | 3 1 3 → 0.5 0 0.5 | NaN 1 3 → NaN NaN NaN
        x < y ? y : x > z ? z : x               | 2 1 3 → 1 0 0 | 0 1 3 → 0 1 0 | 4 1 3 → 0 0 1 | 1 1 3 → 0.5 0.5 0 | 3 1 3 → 0.5 0 0.5
        Math.Clamp(x, c, 3)                     | 2 1 → 1 | 0 1 → 0 | 1 1 → 0 | 3 1 → 0
        Math.Sqrt(x)                            | 0 → ∞ | -0 → ∞ | 4 → 0.25 | -1 → NaN
        Math.Sqrt(x + y)                        | 0 0 → ∞ ∞ | -0 -0 → ∞ ∞ | 1 3 → 0.25 0.25
        Math.Sqrt(x - 1)                        | 1 → ∞ | 5 → 0.25
        Math.Sqrt(x * x)                        | 0 → 0 | -0 → 0 | 3 → 1 | -3 → -1
        Math.Sqrt(x * x + y * y)                | 0 0 → 0 0 | -0 0 → 0 0 | 0 -0 → 0 0 | -0 -0 → 0 0 | 3 0 → 1 0 | 0 -3 → 0 -1 | 3 4 → 0.6 0.8 | -3 -4 → -0.6 -0.8
        Math.Sqrt(x * x + y * y + z * z)        | 0 0 0 → 0 0 0 | 2 3 6 → 0.2857142857142857 0.42857142857142855 0.8571428571428571
        Math.Sqrt(Math.Pow(x - y, 2) + z * z)   | 1 1 0 → 0 0 0 | 4 1 4 → 0.6 -0.6 0.8
        y * Math.Sqrt(x * x + c * c)            | 0 2 0 → 0 0 | 3 2 4 → 1.2 5
        Math.Cbrt(x)                            | 0 → ∞ | -0 → ∞ | 8 → 0.08333333333333333 | -8 → 0.08333333333333333
        real.RootN(x, n)                        | 8 3 → 0.08333333333333333 | -8 3 → 0.08333333333333333 | 16 4 → 0.03125 | 5 1 → 1 | 0 1 → 1 | -0 1 → 1 | 0 2 → ∞ | -0 3 → ∞ | 0 -1 → -∞ | -0 -2 → -∞ | 4 -2 → -0.0625
        real.RootN(x, 1)                        | 0 → 1 | -0 → 1 | -3 → 1
        real.RootN(x, 2)                        | 0 → ∞ | -0 → ∞ | 4 → 0.25
        real.RootN(x, 3)                        | 0 → ∞ | -0 → ∞ | -8 → 0.08333333333333333
        real.RootN(x, 4)                        | 0 → ∞ | -0 → ∞ | 16 → 0.03125
        real.RootN(x, -1)                       | 0 → -∞ | -0 → -∞ | -2 → -0.25
        Math.Pow(x, y)                          | 0 1 → 1 0 | -0 1 → 1 0 | 0 0 → 0 NaN | -0 0 → 0 NaN | 0 2 → 0 0 | -0 2 → 0 0 | 0 3 → 0 0 | 0 2.5 → 0 0 | 0 0.5 → ∞ 0 | -0 0.5 → ∞ 0 | 0 -1 → -∞ NaN | -0 -1 → -∞ NaN | 0 -2 → -∞ NaN | -0 -2 → ∞ NaN | 0 -0.5 → -∞ NaN | -2 2 → -4 NaN | -2 3 → 12 NaN | 2 0 → 0 0.6931471805599453 | 1 5 → 5 0 | -1 0 → 0 NaN
        Math.Pow(x, 0)                          | 0 → 0 | -0 → 0 | -2 → 0 | NaN → 0
        Math.Pow(x, 1)                          | 0 → 1 | -0 → 1 | -2 → 1
        Math.Pow(x, 2)                          | 0 → 0 | -0 → 0 | -3 → -6
        Math.Pow(x, 3)                          | 0 → 0 | -0 → 0 | -2 → 12
        Math.Pow(x, 4)                          | 0 → 0 | -0 → 0 | -2 → -32
        Math.Pow(x, 0.5)                        | 0 → ∞ | -0 → ∞ | 4 → 0.25
        Math.Pow(x, 1.5)                        | 0 → 0 | -0 → 0 | 4 → 3
        Math.Pow(x, -1)                         | 0 → -∞ | -0 → -∞ | 2 → -0.25 | -2 → -0.25
        Math.Pow(x, -2)                         | 0 → -∞ | -0 → ∞ | 2 → -0.25 | -2 → 0.25
        Math.Pow(2, x)                          | 0 → 0.6931471805599453 | -0 → 0.6931471805599453
        Math.Pow(0, x)                          | 1 → 0 | 0 → NaN | -1 → NaN
        Math.Pow(c, x)                          | 2 0 → 0 | 0 2 → 0.6931471805599453 | 2 -1 → NaN
        Math.Log(x)                             | 0 → ∞ | -0 → -∞ | 4 → 0.25
        Math.Log2(x)                            | 0 → ∞ | 2 → 0.7213475204444817
        Math.Log10(x)                           | 0 → ∞ | 10 → 0.04342944819032518
        Math.Log(x, y)                          | 4 2 → 0.36067376022224085 -1.4426950408889634 | 1 2 → 1.4426950408889634 0
        real.LogP1(x)                           | 0 → 1 | -0 → 1 | -1 → ∞ | -0.5 → 2
        real.Log2P1(x)                          | 0 → 1.4426950408889634 | -1 → ∞
        real.Log10P1(x)                         | 0 → 0.4342944819032518 | -1 → ∞
        Math.Exp(x)                             | 0 → 1 | -∞ → 0
        real.ExpM1(x)                           | 0 → 1 | -0 → 1 | 1e-12 → 1.000000000001 | -∞ → 0
        real.Exp2M1(x)                          | 0 → 0.6931471805599453 | -0 → 0.6931471805599453
        real.Exp10M1(x)                         | 0 → 2.302585092994046 | -0 → 2.302585092994046
        Math.Asin(x)                            | 1 → ∞ | -1 → ∞ | 0 → 1 | -0 → 1 | 2 → NaN
        Math.Acos(x)                            | 1 → -∞ | -1 → -∞ | 0 → -1 | -0 → -1 | 2 → NaN
        real.AsinPi(x)                          | 1 → ∞ | -1 → ∞ | 0 → 0.3183098861837907
        real.AcosPi(x)                          | 1 → -∞ | -1 → -∞ | 0 → -0.3183098861837907
        Math.Atan(x)                            | 0 → 1 | -0 → 1 | ∞ → 0 | -∞ → 0
        real.AtanPi(x)                          | 0 → 0.3183098861837907 | ∞ → 0
        Math.Atan2(x, y)                        | 0 0 → 0 0 | -0 0 → 0 0 | 0 -0 → 0 0 | -0 -0 → 0 0 | 0 2 → 0.5 0 | -0 2 → 0.5 0 | 0 -2 → -0.5 0 | 2 0 → 0 -0.5 | 2 -0 → 0 -0.5 | -2 0 → 0 0.5 | 3 4 → 0.16 -0.12 | -3 4 → 0.16 0.12 | 3 -4 → -0.16 -0.12 | -3 -4 → -0.16 0.12
        real.Atan2Pi(x, y)                      | 0 0 → 0 0 | -0 -0 → 0 0 | 0 2 → 0.15915494309189535 0 | 2 0 → 0 -0.15915494309189535
        real.Hypot(x, y)                        | 0 0 → 0 0 | -0 0 → 0 0 | -0 -0 → 0 0 | 3 0 → 1 0 | -3 0 → -1 0 | 0 -3 → 0 -1 | 3 4 → 0.6 0.8 | -3 -4 → -0.6 -0.8
        Math.Tan(x)                             | 0 → 1 | -0 → 1
        Math.Tanh(x)                            | 0 → 1 | -0 → 1 | ∞ → 0 | -∞ → 0
        Math.Asinh(x)                           | 0 → 1 | -0 → 1 | ∞ → 0
        Math.Acosh(x)                           | 1 → ∞ | 3 → 0.35355339059327373
        Math.Atanh(x)                           | 1 → ∞ | -1 → ∞ | 0 → 1 | -0 → 1
        Math.CopySign(x, y)                     | 2 3 → 1 0 | -2 3 → -1 0 | 2 -3 → -1 0 | -2 -3 → 1 0 | 0 1 → 1 0 | -0 1 → -1 0 | 0 -0 → -1 0 | -0 -0 → 1 0
        Math.CopySign(x, Math.Log(y))           | 2 0 → -1 0
        Math.Max(Math.Log(x), -100)             | 0 → 0 | 1 → 1
        Math.Min(Math.Exp(x), 100)              | 1000 → 0 | 0 → 1
        Math.Clamp(1 / x, -10, 10)              | 0 → 0 | 2 → -0.25
        Functions.Relu(Math.Sqrt(x))            | 0 → 0 | 4 → 0.25
        Math.Abs(Math.Cbrt(x))                  | 0 → 0
        Math.Max(Math.Log(x), Math.Log(y))      | 1 0 → 1 0 | 0 1 → 0 1
        Math.Max(Math.Log(x) < -5 ? -5 : Math.Log(x), y) | 0 1 → 0 1
        Math.IEEERemainder(x, y)                | 7 2 → 1 -4 | -7 2 → 1 4 | 7 -2 → 1 4 | -7 -2 → 1 -4 | 0 2 → 1 0
        real.Ieee754Remainder(x, y)             | 7 2 → 1 -4 | -7 2 → 1 4 | 7 -2 → 1 4 | -7 -2 → 1 -4
        x % y                                   | 7 2 → 1 -3 | -7 2 → 1 3 | 7 -2 → 1 3 | -7 -2 → 1 -3 | -0 2 → 1 0
        Math.FusedMultiplyAdd(x, y, z)          | 2 3 4 → 3 2 1 | 0 -0 1 → 0 0 1
        real.MultiplyAddEstimate(x, y, z)       | 2 3 4 → 3 2 1
        real.Lerp(x, y, z)                      | 2 5 0.25 → 0.75 0.25 3 | 2 5 0 → 1 0 3 | 2 5 1 → 0 1 3
        Math.ScaleB(x, n)                       | 3 4 → 16 | 0 -2 → 0.25 | -0 0 → 1
        Math.BitIncrement(x)                    | 0 → 1 | -3 → 1
        Math.BitDecrement(x)                    | 0 → 1 | -3 → 1
        real.DegreesToRadians(x)                | 0 → 0.017453292519943295
        real.RadiansToDegrees(x)                | 0 → 57.29577951308232
        Math.ReciprocalEstimate(x)              | 0 → -∞ | -0 → -∞
        Math.ReciprocalSqrtEstimate(x)          | 0 → -∞
        x * Math.Floor(x)                       | 2.5 → 2 | -2.5 → -3 | 2 → 2 | -0 → 0
        x * Math.Ceiling(x)                     | 2.5 → 3 | -2.5 → -2 | 2 → 2
        x * Math.Truncate(x)                    | 2.5 → 2 | -2.5 → -2
        x * Math.Round(x)                       | 2.5 → 2 | 3.5 → 4 | -2.5 → -2
        x * Math.Round(x, MidpointRounding.AwayFromZero)    | 2.5 → 3 | -2.5 → -3
        x * Math.Round(x, n)                    | 0.125 2 → 0.12 | 0.25 1 → 0.2
        x * Math.Round(x, 1, MidpointRounding.ToPositiveInfinity) | 0.25 → 0.3
        x + Math.Floor(Math.Log(y))             | 1 0 → 1 0 | 1 2 → 1 0
        x * Math.ILogB(x)                       | 8 → 3 | 0.25 → -2
        x * Math.Sign(x)                        | 3 → 1 | -3 → -1 | 0 → 0 | -0 → 0
        x * Math.Sign(n)                        | 3 -2 → -1 | 3 0 → 0
        Math.SinCos(x).Sin * y + Math.SinCos(x).Cos | 0 3 → 3 0
        real.SinCosPi(x).SinPi + real.SinCosPi(x).CosPi * y | 0 3 → 3.141592653589793 1 | 0.5 1 → -3.141592653589793 0
        real.SinPi(x)                           | 0 → 3.141592653589793 | 1 → -3.141592653589793 | 0.5 → 0
        real.CosPi(x)                           | 0 → 0 | 0.5 → -3.141592653589793
        real.TanPi(x)                           | 0 → 3.141592653589793 | 0.5 → ∞
        real.IsNaN(x) ? 0 : 2 * x               | 1 → 2 | NaN → 0
        real.IsRealNumber(x) ? 2 * x : 0        | 1 → 2 | NaN → 0
        real.IsFinite(x) ? 2 * x : 3 * x        | 1 → 2 | ∞ → 3 | NaN → 3
        real.IsInfinity(x) ? 2 * x : 3 * x      | 1 → 3 | -∞ → 2
        real.IsPositiveInfinity(x) ? 2 * x : real.IsNegativeInfinity(x) ? 4 * x : 3 * x | 1 → 3 | ∞ → 2 | -∞ → 4
        real.IsNegative(x) ? 2 * x : real.IsPositive(x) ? 3 * x : 0 | 0 → 3 | -0 → 2 | -1 → 2
        real.IsNormal(x) ? 2 * x : real.IsSubnormal(x) ? 4 * x : 3 * x | 1 → 2 | 0 → 3
        real.IsInteger(x) ? 2 * x : 3 * x       | 1 → 2 | 1.5 → 3
        real.IsEvenInteger(x) ? 2 * x : real.IsOddInteger(x) ? 3 * x : x | 4 → 2 | -3 → 3 | 0.5 → 1
        real.IsPow2(x) ? 2 * x : 3 * x          | 8 → 2 | 3 → 3
        x * Math.DivRem(n, 3).Quotient          | 2 7 → 2
        x * Math.DivRem(n, 3).Remainder         | 2 7 → 1
        x * Math.BigMul(n, 2000000000)          | 2 2 → 4000000000
        x * Math.Clamp(n, 1, 5)                 | 2 7 → 5
        """;

    [Fact]
    public void Derivatives_are_what_the_conventions_say()
    {
        (string Expression, string[] Points)[] rows = [.. Table.Split('\n').Select(line => line.Split('|')).Select(cells => (cells[0].Trim(), cells[1..]))];
        using var sample = new FunctionSample(rows.Select(row => row.Expression));
        string[] errors =
        [
            .. from row in rows from point in row.Points from type in (string[])["double", "float"]
               let error = Error(sample, type, row.Expression, point)
               where error is not null
               select error,
        ];
        Assert.True(errors.Length == 0, string.Join("\n", errors));
    }

    private static string? Error(FunctionSample sample, string type, string expression, string cell)
    {
        var sides = cell.Split('→');
        double[] point = Numbers(sides[0]), expected = Numbers(sides[1]), actual = sample.Gradient(type, expression, point);
        var isRight = actual.Length == expected.Length && actual.Zip(expected, (a, e) => type == "double"
            ? Ulp.IsClose(a, e, e, Allowed)
            : Ulp.IsClose((float)a, (float)e, (float)e, Allowed)).All(close => close);
        return isRight ? null : string.Create(CultureInfo.InvariantCulture,
            $"{type} {expression} at {sides[0].Trim()}: expected {sides[1].Trim()}, actual {string.Join(" ", actual)}");
    }

    private static double[] Numbers(string text) =>
    [
        .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => number switch
        {
            "∞" => double.PositiveInfinity,
            "-∞" => double.NegativeInfinity,
            _ => double.Parse(number, CultureInfo.InvariantCulture),
        }),
    ];
}
