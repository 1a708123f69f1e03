namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>Types and helper methods that every random program may use; REAL, MATH and POINT stand for those of one precision.</summary>
internal static class Library
{
    private const string Types = """
        public record struct POINT(REAL X, REAL Y)
        {
            public static POINT operator +(POINT a, POINT b) => new(a.X + b.X, a.Y + b.Y);
            public readonly REAL Norm() => X * X + Y * Y + 1;
            public readonly REAL Dot => X * Y - X;
        }

        public struct BLOB
        {
            public POINT Inner;
            public REAL Z { get; set; }
            [NoGradient] public REAL W;
            public int N;
            public void Grow(REAL by)
            {
                if (N > 1)
                {
                    Z *= by;
                    return;
                }

                N++;
                Z += by * W;
            }
        }

        """;

    private const string Methods = """
            public static REAL Early(REAL a, REAL b, REAL c)
            {
                if (a > b)
                    return MATH.Sin(a) * c;
                if (b > c)
                {
                    a += b;
                    return a * a;
                }

                return a - b * c;
            }

            public static REAL Total(params REAL[] v) => v[0] + v[1] * v[2];

            public static REAL Squared(this REAL x) => x * x;

            public static POINT Sum(in POINT a, POINT b) => a + b;

            public static void Split(REAL x, out REAL low, out REAL high)
            {
                low = MATH.Sin(x) * x;
                high = x + low;
                if (x > 1)
                {
                    high = x;
                    return;
                }

                high -= low * low;
            }

        """;

    private const string OfProgram = """
            public static REAL Optional(REAL a, REAL by = 2) => a * by;

        """;

    private const string OfTwin = """
            public static REAL Optional(REAL a) => a * 2;

            public static REAL Optional(REAL a, REAL by) => a * by;

            public static REAL Blend(REAL a, REAL b)
            {
                if (a > b)
                    return a * b + 1;
                return DualMath.Exp(-(a * a)) - b * 0;
            }

            // An infinite slope or value may meet a factor of 0 further on.
            public static REAL Sqrt(REAL x)
            {
                HasMetPole |= x.Value == 0;
                return DualMath.Sqrt(x);
            }

            // By its exponent, the power of a negative number has no slope.
            public static REAL Pow(REAL x, REAL y)
            {
                HasMetPole |= x.Value == 0 || (x.Value < 0 && y.IsActive);
                return DualMath.Pow(x, y);
            }

            public static REAL Over(REAL x, REAL y)
            {
                HasMetPole |= y.Value == 0;
                return x / y;
            }

            // The product's own value, bit for bit; the reference's slope.
            public static REAL Softplus(REAL x) => REAL.Chain(Functions.Softplus(x.Value), x, DualMath.Sigmoid(x).Value);

        """;

    /// <summary>The library as the program under test has it.</summary>
    public static string Program => $$"""
        using System;
        using System.Numerics;
        using SymGrad;

        namespace Test;

        {{In(Types, false)}}
        public static class Library
        {
            public const double Offset = 0.7;
            public const float OffsetF = 0.7f;
            public static readonly double Rate = 1.25;
            public static readonly float RateF = 1.25f;

        {{In(Methods, false)}}{{In(OfProgram, false)}}    public static T Pick<T>(bool first, T a, T b)
            {
                if (first)
                    return a;
                return b;
            }

            public static T Blend<T>(T a, T b)
                where T : IFloatingPointIeee754<T>
            {
                if (a > b)
                    return a * b + T.One;
                return T.Exp(-(a * a)) - b * T.Zero;
            }
        }

        """;

    /// <summary>The same with dual numbers for real ones.</summary>
    public static string Twin => $$"""
        using System;
        using SymGrad;
        using SymGrad.Tests.Harness;
        using D = SymGrad.Tests.Harness.Dual<double>;
        using S = SymGrad.Tests.Harness.Dual<float>;

        namespace Twin;

        {{In(Types, true)}}
        public static class Library
        {
            [System.ThreadStatic] public static bool HasMetPole;
            public static readonly D Offset = 0.7, Rate = 1.25;
            public static readonly S OffsetF = 0.7f, RateF = 1.25f;

        {{In(Methods, true)}}{{In(OfTwin, true)}}    public static T Pick<T>(bool first, T a, T b)
            {
                if (first)
                    return a;
                return b;
            }
        }

        """;

    private static string In(string template, bool isTwin) => In(template, isTwin, Form.Double) + In(template, isTwin, Form.Float);

    private static string In(string template, bool isTwin, Form real) => template
        .Replace("REAL", real.Text(isTwin), StringComparison.Ordinal)
        .Replace("MATH", isTwin ? "DualMath" : real == Form.Double ? "Math" : "MathF", StringComparison.Ordinal)
        .Replace("POINT", Forms.PointOf(real).ToString(), StringComparison.Ordinal)
        .Replace("BLOB", Forms.BlobOf(real).ToString(), StringComparison.Ordinal);
}
