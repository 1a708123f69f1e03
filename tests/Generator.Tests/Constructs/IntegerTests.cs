using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Integer arithmetic with C#'s own semantics, and conversions between numbers.</summary>
public class IntegerTests
{
    [Fact]
    public void Integer_division_and_remainder() => Construct.Check(
        "real F(real x, int n, int m) => (n / m) * x + n % m * (x * x) + 7 / 2 * x;",
        p => (int)p[1].Value / (int)p[2].Value * p[0] + (int)p[1].Value % (int)p[2].Value * (p[0] * p[0]) + 3 * p[0],
        [[1.5, 7, 2], [1.5, -7, 2], [1.5, 7, 0]]);

    [Fact]
    public void Integer_arithmetic() => Construct.Check(
        """
        real F(real x, int n)
        {
            int k = n * n - 3;
            k++;
            k += 2 * n;
            int m = -k--;
            return k * x + m;
        }
        """,
        p =>
        {
            int n = (int)p[1].Value, k = n * n - 2 + 2 * n;
            return (k - 1) * p[0] - k;
        },
        [[1.5, 3], [1.5, -2]]);

    [Fact]
    public void Methods_of_integers_alone() => Construct.Check(
        """
        real F(real x, int n, uint bits)
        {
            int count = System.Numerics.BitOperations.PopCount(bits);
            real y = int.IsPow2(n) ? x * count : x + int.Log2(n);
            return y * y * System.Numerics.BitOperations.PopCount((uint)(n + count));
        }
        """,
        p =>
        {
            int n = (int)p[1].Value, count = System.Numerics.BitOperations.PopCount((uint)p[2].Value);
            D y = int.IsPow2(n) ? p[0] * count : p[0] + int.Log2(n);
            return y * y * System.Numerics.BitOperations.PopCount((uint)(n + count));
        },
        [[1.5, 8, 7], [-1.5, 5, 12]]);

    [Fact]
    public void Bits_and_shifts() => Construct.Check(
        """
        real F(real x, int n, long l, uint u, byte b)
        {
            int bits = (n & 6) | (n ^ 3) | ~n;
            long shifted = (l << n) + (l >> 2) + (l >>> 60);
            uint unsigned = (u << 3) ^ (u >> 1);
            return x * (bits + (n << 33) + (n >> 1) + (n >>> 28)) + shifted + unsigned + (b << 2) + ~b;
        }
        """,
        p =>
        {
            int n = (int)p[1].Value;
            return p[0] * ((n & 6 | n ^ 3 | ~n) + (n << 33) + (n >> 1) + (n >>> 28));
        },
        [[1.5, 5, 9, 12, 200], [1.5, -5, -9, 4000000000, 3]]);

    [Fact]
    public void Checked_and_unchecked() => Construct.Check(
        """
        real F(real x, int n)
        {
            int wrapped = unchecked(n * 2 + 1);
            int safe = checked(n + 1);
            checked
            {
                safe *= 2;
                byte narrow = (byte)(n & 127);
                safe += narrow;
            }

            return x * safe + wrapped;
        }
        """,
        p =>
        {
            int n = (int)p[1].Value, m = unchecked((n + 1) * 2 + (byte)(n & 127));
            return p[0] * m;
        },
        [[1.5, 5], [1.5, int.MaxValue], [1.5, 1500000000]]);

    [Fact]
    public void Overflow_as_the_project_has_it() => Construct.Check(
        "real F(real x, int n) => x * (n * 3) + (byte)n;",
        p => p[0] * unchecked((int)p[1].Value * 3),
        [[1.5, 5], [1.5, 2000000000]]);

    [Fact]
    public void Small_integers() => Construct.Check(
        """
        real F(real x, sbyte a, byte b, short c, ushort d)
        {
            byte e = (byte)(a + b);
            e += 200;
            short f = (short)-c;
            d--;
            return x * e + f * d * x;
        }
        """,
        p =>
        {
            byte e = unchecked((byte)((sbyte)p[1].Value + (byte)p[2].Value + 200));
            return p[0] * e + (short)-p[3].Value * (ushort)(p[4].Value - 1) * p[0];
        },
        [[1.5, -5, 7, 30, 12], [1.5, 5, 7, -30, 12]]);

    [Fact]
    public void Long_integers() => Construct.Check(
        """
        real F(real x, long a, ulong b, uint c)
        {
            long d = a * c - 5_000_000_000;
            ulong e = b / 3 + 1;
            return x * d + x * x * e + x * (a / 7) * (c - 1);
        }
        """,
        p => p[0] * ((long)p[1].Value * (uint)p[3].Value - 5_000_000_000d) + p[0] * p[0] * ((double)((ulong)p[2].Value / 3 + 1))
            + p[0] * ((double)((long)p[1].Value / 7)) * ((double)((uint)p[3].Value - 1)),
        [[1.5, 50, 12, 3], [1.5, -4000000000, 10000000000000000000, 4000000000]]);

    [Fact]
    public void Conversions_from_integers() => Construct.Check(
        """
        real F(real x, int n, long l)
        {
            real a = n, b = l;
            double c = n / 2.0;
            return x * a + (real)(c * c) * x + b * x + (real)n / 4 * x;
        }
        """,
        p => p[0] * p[1] + p[1] / 2 * (p[1] / 2) * p[0] + p[2] * p[0] + p[1] / 4 * p[0],
        [[1.5, 5, 7], [1.5, -3, 123]]);

    [Fact]
    public void Conversions_between_float_and_double() => Construct.Check(
        """
        real F(real x, float f)
        {
            float narrow = (float)(x * x);
            double wide = narrow * f;
            wide += (double)f * f;
            return (real)(wide * x) + (float)wide;
        }
        """,
        p =>
        {
            var narrow = D.Chain((float)(p[0] * p[0]).Value, p[0], 2 * p[0].Value);
            var wide = narrow * p[1] + p[1] * p[1];
            return wide * p[0] + wide;
        },
        [[1.5, 0.75], [-2, 3]],
        ulps: 1e10);

    [Fact]
    public void Mixed_precision_parameters() => Construct.Check(
        "double F(double x, float y) => x * y + Math.Sin(y) + MathF.Exp(y) * 0.5f;",
        p => p[0] * p[1] + DualMath.Sin(p[1]) + DualMath.Exp(p[1]) * 0.5,
        [[2, 0.75], [-1.5, 0.25]]);

    [Fact]
    public void Mixed_precision_with_a_float_result() => Construct.Check(
        "float F(float x, double y) => (float)(x * y) + x;",
        p => p[0] * p[1] + p[0],
        [[2, 0.75], [-1.5, 0.25]],
        ulps: 1e10);

    [Fact]
    public void Integers_made_of_constants() => Construct.Check(
        """
        real F(real x)
        {
            const int n = 7;
            int half = n / 2, third = n / 3;
            bool even = half % 2 == 0;
            return even ? x : half * x * x + (half << third);
        }
        """,
        p => 3 * p[0] * p[0],
        [[1.5]]);

    [Fact]
    public void Extreme_literals() => Construct.Check(
        """
        real F(real x, int n, long l)
        {
            real a = n == int.MinValue || l == long.MinValue ? 1 : 2;
            real b = x < real.PositiveInfinity && x > real.MinValue ? real.Epsilon : real.NaN;
            return a * x * x + b * 0 + (l > 4_000_000_000 ? 1e10f : -0.1f) * x;
        }
        """,
        p => (p[1] == int.MinValue ? 1 : 2) * p[0] * p[0] + (p[2] > 4_000_000_000 ? 1e10 : (double)-0.1f) * p[0],
        [[1.5, 5, 6], [1.5, int.MinValue, 5_000_000_000]]);

    [Fact]
    public void Minimum_and_maximum_of_integers() => Construct.Check(
        "real F(real x, int n, int m) => Math.Max(n, m) * x + Math.Min(n, 3) * Math.Abs(n - m) * x * x;".Replace("Math.", "global::System.Math.", StringComparison.Ordinal),
        p => Math.Max(p[1].Value, p[2].Value) * p[0] + Math.Min(p[1].Value, 3) * Math.Abs(p[1].Value - p[2].Value) * p[0] * p[0],
        [[1.5, 5, 7], [1.5, 2, -1]]);

    [Fact]
    public void The_family_is_cached_and_deterministic() => Construct.Run(
        "real F(real x, int n) => x * (n / 2) + checked(n + 1) + (n << 2) * 0.5f;").AssertCached().AssertDeterministic();
}
