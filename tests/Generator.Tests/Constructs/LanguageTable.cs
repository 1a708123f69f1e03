namespace SymGrad.Generator.Tests.Constructs;

/// <summary>
/// Programs for the rows of docs/language.md, by the beginning of a row: a method F, which is annotated, and after it other members of its class;
/// or members or types that say themselves what is annotated.
/// </summary>
internal static class LanguageTable
{
    /// <summary>What the programs call in another assembly.</summary>
    public const string Library = """
        using SymGrad;

        namespace Library;

        public record struct Point(double X, double Y);

        public static partial class Physics
        {
            [Differentiable]
            public static double Potential(double x, double y) => x * x * y;

            [Differentiable(Derivatives.Hessian)]
            public static double Energy(Point p, double k) => k * p.X * p.X * p.Y;

            public static double Plain(double x) => x * x;

            [Differentiable]
            public static double First(double[] x) => x[0] * x[0];

            private static readonly double[] s_weights = [0.5];

            [Differentiable]
            public static double Weighted(double[] x) => x[0] * s_weights[0];
        }
        """;

    /// <summary>What they call in another file.</summary>
    public const string OtherFile = """
        namespace Elsewhere;

        public static class Functions
        {
            public static double Cube(double x) => x * x * x;
        }
        """;

    private const string Sum = """
        [Differentiable]
        private static double Sum(double[] x)
        {
            double sum = 0;
            foreach (double e in x)
                sum += e * e;
            return sum;
        }
        """;

    /// <summary>What can be differentiated.</summary>
    public static readonly Dictionary<string, string[]> Supported = new()
    {
        ["expression and block bodies"] =
        [
            "double F(double x, double y) => x * y + x;",
            """
            double F(double x, double y)
            {
                double z = x * y;
                return z * z;
            }
            """,
        ],
        ["`double`, `float`, and mixes"] =
        [
            "double F(double x, double y) => x / y;",
            "float F(float x, double y) => (float)(x * y) * x;",
        ],
        ["a type parameter"] =
        [
            "T F<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => T.Exp(x) * y;",
            """
            public static partial class Sample<T>
                where T : unmanaged, IFloatingPointIeee754<T>
            {
                [Differentiable]
                public static T F(T x, T y) => x / y + T.Pi * x;
            }
            """,
        ],
        ["`sbyte` … `ulong`"] =
        [
            """
            double F(double x, sbyte a, byte b, short c, ushort d, int e, uint f, long g, ulong h, bool twice, DayOfWeek day)
            {
                byte wrapped = unchecked((byte)(b + 254));
                int promoted = checked(a + b * c - d / 2);
                double y = x * promoted + wrapped * (e % 2) + f * x * x + g * x - h;
                return twice && day == DayOfWeek.Monday ? 2 * y : y;
            }
            """,
        ],
        ["locals, reassignment"] =
        [
            """
            double F(double x, double y)
            {
                double z = x;
                z += y;
                z -= 2;
                z *= x;
                z /= y;
                z++;
                --z;
                z++;
                z = z * z;
                z %= 7;
                return z;
            }
            """,
        ],
        ["tuples, deconstruction"] =
        [
            """
            double F((double Left, double Right) p, double x)
            {
                var (a, b) = (p.Left * x, p.Right);
                (a, b) = (b, a);
                (_, double c) = (x, a * b);
                return a * c + b;
            }
            """,
        ],
        ["structs, record structs"] =
        [
            """
            double F(Line line, Pair<double> pair)
            {
                Line moved = line with { Start = new(line.Start.Y, pair.Second) };
                moved.End.X += pair.First;
                Vec made = new() { X = moved.End.X, Y = moved.Start.X };
                return made.X * made.Y + moved.Start.Y * moved.End.Y;
            }

            public struct Vec(double x, double y)
            {
                public double X = x;
                public double Y = y;
            }

            public record struct Line
            {
                public Vec Start;
                public Vec End;
            }

            public record struct Pair<T>(T First, T Second);
            """,
        ],
        ["properties and methods of structs"] =
        [
            """
            public partial record struct Vec(double X, double Y)
            {
                public readonly double Area => X * Y;

                public double Doubled
                {
                    readonly get => 2 * X;
                    set => X = value / 2;
                }

                [Differentiable]
                public readonly double F(double s)
                {
                    Vec v = this * s + 3;
                    v.Doubled += s;
                    return v.Area + Dot(this.Doubled);
                }

                private readonly double Dot(double x) => X * x + Y;

                public static Vec operator *(Vec v, double s) => new(v.X * s, v.Y * s);

                public static Vec operator +(Vec v, Vec w) => new(v.X + w.X, v.Y + w.Y);

                public static implicit operator Vec(double both) => new(both, both);
            }
            """,
        ],
        ["`const`; `static readonly`"] =
        [
            """
            public sealed partial class Sample(double rate)
            {
                private const double Half = 0.5;
                private static readonly double s_scale = 3;
                private static double s_shift = 1;
                private double _offset = 2;

                public double Bias { get; set; } = 4;

                public static void Shift(double by) => s_shift += by;

                public void Move(double by) => _offset += by;

                [Differentiable]
                public double F(double x) => (Half * x + s_scale) * (rate * x - s_shift) + _offset * x + Bias * x;
            }
            """,
        ],
        ["`?:`, `if`, `else`"] =
        [
            """
            double F(double x, double y)
            {
                double z = x > y ? x * y : x + 3 * y;
                if (x > 0.9 && y < 1.2 || !(y > 0.45))
                    z *= x;
                else
                    z -= y * y;
                return z;
            }
            """,
        ],
        ["early `return`"] =
        [
            """
            double F(double x, double y)
            {
                if (x > 1)
                {
                    if (y > 1)
                        return x * y;
                    x += y;
                }
                else if (y > 0.45)
                {
                    return x - y * y;
                }

                return x * x;
            }
            """,
        ],
        ["`switch` statements"] =
        [
            """
            double F(double x, double y, int n, Point p)
            {
                double z;
                switch (n)
                {
                    case 1:
                        return x;
                    case > 2 and < 5 when y > 0:
                        z = x * y;
                        break;
                    case not 7 or 9:
                        z = y;
                        break;
                    default:
                        z = 0;
                        break;
                }

                z *= (x, y) switch
                {
                    ( > 1, _) => x,
                    ( <= 1, var b) => b * b,
                    _ => 1,
                };
                return z * p switch
                {
                    { X: > 0.7, Y: var b } => b,
                    _ => p.X * p.X,
                };
            }

            public record struct Point(double X, double Y);
            """,
        ],
        ["`is` with"] =
        [
            """
            double F(double x, int n, Point p)
            {
                double y = n is 3 or > 9 ? x * x : x;
                if (x is > 0.5 and not 7 && (x, n) is ( < 2, 3))
                    y *= p.X;
                return p is { X: > 0.7, Y: var b } ? y * b : y + p.Y;
            }

            public record struct Point(double X, double Y);
            """,
        ],
        ["calls to methods, local functions"] =
        [
            """
            double F(double x, double y)
            {
                double Inner(double z) => z * y;
                return Generic(x) * Inner(x) + Elsewhere.Functions.Cube(y) + Twice(new Box<double>(x) + y);
            }

            private static double Twice(double x) => 2 * x;

            private static T Generic<T>(T x) where T : INumber<T> => x * x + T.One;

            private readonly record struct Box<T>(T Content) where T : INumber<T>
            {
                private T Squared => Content * Content;

                public static T operator +(Box<T> box, T y) => box.Squared * y;
            }
            """,
        ],
        ["local functions that capture"] =
        [
            """
            double F(double x, double y)
            {
                double sum = 0;
                Add(x * y);
                Add(y);
                return sum * Scaled(2);

                void Add(double z) => sum += z * x;
                double Scaled(double s) => s * sum;
            }
            """,
        ],
        ["named and optional arguments"] =
        [
            """
            using static System.Math;
            using Real = double;

            public static partial class Sample
            {
                [Differentiable]
                public static Real F(Real x, Real y)
                {
                    Real z = x;
                    Scale(ref z, by: y);
                    Split(z, out Real half, out _);
                    return half.Squared() + Area(height: x, width: y) + Area(in z) + Last(x, y, z) + Exp(x);
                }

                private static void Scale(ref Real z, Real by = 2) => z *= by;

                private static void Split(Real z, out Real half, out Real rest)
                {
                    half = z / 2;
                    rest = z - half;
                }

                private static Real Area(in Real width, Real height = 3) => width * height;

                private static Real Last(params Real[] values) => values[2] * values[0] + values.Length;

                private static Real Squared(this Real x) => x * x;
            }
            """,
        ],
        ["`for`, `while`, `do`"] =
        [
            """
            double F(double[] x, int n)
            {
                double y = 1;
                for (int i = 0; i < n; i++)
                {
                    for (int j = i; j >= 0; j--)
                        y += x[i] * Math.Sin(y * x[j]);
                    if (y > 3)
                        continue;
                    y *= x[i];
                }

                return y;
            }
            """,
            """
            double F(double[] x)
            {
                double y = 0.5;
                int k = 0;
                while (true)
                {
                    y += x[k] * y;
                    if (++k == x.Length)
                        break;
                }

                do
                {
                    k--;
                    y = Math.Cos(y * x[k]);
                }
                while (k > 1);
                return y;
            }
            """,
            """
            double F(double[] x, ReadOnlySpan<double> z)
            {
                double y = 1;
                foreach (double e in x)
                {
                    foreach (double f in z)
                        y += e * f * y;
                    if (y > 4)
                        return y * y;
                }

                return y;
            }
            """,
        ],
        ["`ReadOnlySpan<T>`, `T[]`; `int[]`"] =
        [
            """
            double F(ReadOnlySpan<double> p, double[] q, int[] idx) => Gather(p, q, idx) * p[^1];

            private static double Gather(ReadOnlySpan<double> p, double[] q, ReadOnlySpan<int> idx)
            {
                double y = 0;
                for (int i = 0; i < idx.Length; i++)
                    y += p[idx[i]] * q[(2 * i + 1) % q.Length] + p[(int)q[i]];
                return y;
            }
            """,
            """
            T F<T>(ReadOnlySpan<T> p, T[] q) where T : unmanaged, IFloatingPointIeee754<T> => p[0] * q[^1] + q[1] * q[1];
            """,
        ],
        ["local buffers"] =
        [
            """
            double F(double[] x, int n)
            {
                double[] a = new double[n];
                Span<double> b = stackalloc double[n];
                Fill(x, a, b);
                for (int i = 1; i < n; i++)
                {
                    a[i] += a[i - 1] * b[i];
                    (a[i], b[i]) = (b[i], a[i]);
                }

                return a[n - 1] * b[n - 1];
            }

            private static void Fill(double[] x, Span<double> a, Span<double> b)
            {
                for (int i = 0; i < a.Length; i++)
                    (a[i], b[i]) = (x[i] * x[i], Math.Sin(x[i]));
            }
            """,
        ],
        ["variables that refer to another buffer"] =
        [
            """
            double F(double[] x, int n, bool c)
            {
                double[] now = new double[n], next = new double[n];
                for (int i = 0; i < n; i++)
                    now[i] = x[i];
                for (int t = 0; t < n; t++)
                {
                    for (int i = 0; i < n; i++)
                        next[i] = now[i] * Math.Cos(now[(i + 1) % n]);
                    (now, next) = (next, now);
                }

                double[] a = now, b = next;
                double[] chosen = c ? a : b;
                return chosen[0] * a[1] + b[2];
            }
            """,
            """
            double F(double[] x, int n)
            {
                double[] h = x;
                for (int t = 0; t < n; t++)
                {
                    double[] next = new double[x.Length];
                    for (int i = 0; i < h.Length; i++)
                        next[i] = h[i] * h[0] + x[t];
                    h = next;
                }

                return h[1] * h[2];
            }
            """,
            """
            double F(double[] x)
            {
                double y = 1;
                ReadOnlySpan<double> rest = x;
                while (rest.Length > 1)
                {
                    y = Math.Sin(y) + rest[0] * rest[^1];
                    rest = rest[1..];
                }

                return y * rest[0];
            }
            """,
        ],
        ["buffers of integers and conditions"] =
        [
            """
            public sealed partial class Sample
            {
                private readonly double[] _weights = [1, 2, 4];

                private bool[] Used { get; } = [true, false, true];

                public Node Head { get; } = new();

                public sealed class Node
                {
                    public readonly double[] Biases = [3, 5, 7];

                    public int[] Order { get; } = [2, 0, 1];
                }

                [Differentiable]
                public double F(double[] x, int[] idx, bool[] given, int a, int b, int c)
                {
                    int[] order = [a, b, c];
                    Span<bool> large = stackalloc bool[x.Length];
                    double y = 0;
                    for (int i = 0; i < x.Length; i++)
                    {
                        large[i] = x[i] > 0.6;
                        y += large[i] || given[i] ? x[idx[i]] * _weights[i] : x[i] * order[i];
                        if (Used[i])
                            y *= x[Head.Order[i]] + Head.Biases[i];
                    }

                    double[] pair = new[] { x[0], y };
                    return pair[a - b] * pair[1];
                }
            }
            """,
        ],
        ["buffers of structs and tuples"] =
        [
            """
            double F(ReadOnlySpan<Vec> p, (double Left, double Right)[] w)
            {
                double y = 1;
                for (int i = 0; i < p.Length; i++)
                {
                    var q = p[i];
                    y += q.X * w[i].Left + p[i].Y * y;
                }

                foreach (Vec v in p)
                    y *= v.X;
                return y * w[0].Right;
            }

            public readonly record struct Vec(double X, double Y);
            """,
            """
            double F(double[] x)
            {
                Span<Vec> p = stackalloc Vec[x.Length];
                var pairs = new (double A, double B)[x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    p[i].X += x[i];
                    p[i].Y = x[0] * x[i];
                    pairs[i] = (p[i].X, x[^1]);
                }

                return p[1].X * p[2].Y + pairs[0].A * pairs[1].B;
            }

            public struct Vec
            {
                public double X;
                public double Y;
            }
            """,
        ],
        ["arrays of two dimensions"] =
        [
            """
            double F(double[,] a)
            {
                double[,] b = new double[a.GetLength(1), a.GetLength(0)];
                for (int i = 0; i < a.GetLength(0); i++)
                {
                    for (int j = 0; j < a.GetLength(1); j++)
                        b[j, i] = a[i, j] * a[i, j] + a.Length;
                }

                return b[0, 1] * a[1, 0] + b[1, 0] * a[2, 2];
            }
            """,
        ],
        ["arrays of arrays, `T[][]`"] =
        [
            JaggedObjective("double") + """
            [Differentiable]
            public static double F(double[][] w)
            {
                double y = Dot(w[1]) * w[0][0] * w[1].Length;
                for (int i = 0; i < w.Length; i++)
                {
                    double[] row = w[i];
                    y += row[^1] * s_table[i][0];
                }

                foreach (double[] row in w)
                {
                    foreach (double e in row)
                        y += y * e;
                }

                double[] now = w[0], next = y > 2 ? w[0] : w[1];
                for (int t = 0; t < 3; t++)
                {
                    y += now[0] * y;
                    (now, next) = (next, now);
                }

                return y;
            }

            private static readonly double[][] s_table = [[2, 3], [5]];

            private static double Dot(ReadOnlySpan<double> row)
            {
                double sum = 0;
                foreach (double e in row)
                    sum += e * e;
                return sum;
            }
            """,
            JaggedObjective("Vec") + """
            [Differentiable]
            public static double F(Vec[][] w) => w[0][0].X * w[1][1].Y + w[1][0].X * w[1][0].X;

            public record struct Vec(double X, double Y);
            """,
        ],
        ["parts of buffers"] =
        [
            """
            double F(double[] x, int n)
            {
                ReadOnlySpan<double> all = x;
                int a = 1, b = n;
                double[] copy = x[a..b];
                copy[0] *= x[1];
                Span<double> last = copy.AsSpan(a, n - 2);
                last[0] += x[0];
                return all.Slice(a, n - 1)[1] * all[a..b][0] + all[^3..][..1][0] * copy[1] + copy[0];
            }
            """,
            """
            double F(double[] x, int n)
            {
                ReadOnlySpan<double> all = x, part = x[0] > 1 ? all[1..] : all[..2];
                double y = part[1];
                for (int i = 0; i + 1 < n; i++)
                {
                    part = all.Slice(i, 2);
                    y += part[0] * part[^1] * y;
                }

                return y;
            }
            """,
        ],
        ["`Fill`, `Clear`, `CopyTo`"] =
        [
            """
            double F(double[] x)
            {
                Span<double> a = stackalloc double[x.Length], b = stackalloc double[2];
                a.Fill(x[0]);
                b.Clear();
                x.AsSpan(1).CopyTo(a);
                double y = b.IsEmpty ? 1 : a.TryCopyTo(b) ? 2 : x[1];
                double[] c = a.ToArray(), d = new double[4];
                Array.Fill(d, x[2]);
                Array.Copy(c, 0, d, 1, 3);
                Array.Clear(c);
                return y * d[0] * d[1] * d[2] + c[0] + d[3] * d[3];
            }
            """,
        ],
        ["checks"] =
        [
            """
            double F(double x, int n, [NoGradient] object tag)
            {
                ArgumentNullException.ThrowIfNull(tag);
                ArgumentOutOfRangeException.ThrowIfNegative(n);
                if (x < 0)
                    throw new ArgumentException("negative");
                double y = n < 9 ? x * x : throw new ArgumentException("large");
                y *= n switch { 3 => x, _ => throw new ArgumentException("odd") };
                switch (n)
                {
                    case 3:
                        y += x;
                        break;
                    default:
                        throw new InvalidOperationException();
                }

                for (int i = 0; i < n; i++)
                {
                    y += x * y;
                    if (y > 0.01)
                        return y;
                }

                throw new InvalidOperationException();
            }
            """,
        ],
        ["the functions of `Math`"] =
        [
            "double F(double x, double y) => Math.Exp(x) * Math.Log(y) + Math.Pow(x, y) + Math.Atan2(x, y) + double.Hypot(x, y) + double.Sinh(x) + Math.Max(x, y) * Math.Abs(y);",
            "float F(float x, float y) => MathF.Sin(x) * MathF.Cbrt(y) + float.Tanh(x) * float.Min(x, y);",
            "double F(double x, double y) => Functions.Sigmoid(x) * Functions.LogAddExp(x, y) + Functions.Gelu(y) + Functions.Erf(x) * Functions.LogGamma(y) + Functions.LeakyRelu(x);",
            """
            using MathNet.Numerics;

            public static partial class Sample
            {
                [Differentiable]
                public static double F(double x, double y, double z) => SpecialFunctions.Erf(x) * SpecialFunctions.Erfc(y) + SpecialFunctions.ErfInv(x / 4) + SpecialFunctions.ErfcInv(y / 4)
                    + SpecialFunctions.Gamma(x) * SpecialFunctions.GammaLn(y) + SpecialFunctions.DiGamma(x) * z + SpecialFunctions.Beta(x, y) + SpecialFunctions.BetaLn(y, z)
                    + SpecialFunctions.Logistic(x) + SpecialFunctions.Logit(y / 4);
            }
            """,
        ],
        ["`Floor`, `Ceiling`"] =
        [
            """
            double F(double x, double y)
            {
                if (double.IsNaN(x) || !double.IsFinite(y) || double.IsInfinity(x))
                    return x;
                return Math.Floor(3 * x) * y + Math.Ceiling(x) * x + Math.Truncate(5 * y) * x + Math.Round(x) * y + Math.ILogB(x) * y + Math.Sign(y) * x;
            }
            """,
        ],
        ["`Math.DivRem` and"] =
        [
            """
            double F(double x, int n)
            {
                var (quotient, remainder) = Math.DivRem(7 * n, 2);
                return x * quotient + x * x * remainder + Math.BigMul(n, 5) * x;
            }
            """,
        ],
        ["static methods of `Math`, `BitOperations`"] =
        [
            """
            double F(double x, uint bits, int n)
            {
                double y = BitOperations.PopCount(bits) * x + int.Log2(n) * x * x;
                return int.IsPow2(n) || long.IsNegative(n) ? y : y * Math.Clamp(n, 1, 2);
            }
            """,
        ],
        ["`Differentiate.Constant(x)`"] =
        [
            """
            [Differentiable]
            public static double F(double x, double y) => G(Differentiate.Constant(new Vec(x, x * y)), x, y);

            private static double G(Vec held, double x, double y) => held.X * x + held.Y * y * x + Differentiate.Constant(held.X);

            public readonly record struct Vec(double X, double Y);

            // Differences of a function of which what is held stays at the point where the gradient was.
            public sealed class Objective : IObjective<double>
            {
                private Vec _held;

                public int ParameterCount => 2;

                public string ParameterName(int index) => $"{index}";

                public double Value(ReadOnlySpan<double> parameters) => G(_held, parameters[0], parameters[1]);

                public double ValueAndGradient(ReadOnlySpan<double> parameters, Span<double> gradient)
                {
                    _held = new Vec(parameters[0], parameters[0] * parameters[1]);
                    var (value, (dx, dy)) = FValueAndGradient(parameters[0], parameters[1]);
                    (gradient[0], gradient[1]) = (dx, dy);
                    return value;
                }
            }
            """,
        ],
        ["calls to a method `F`"] =
        [
            """
            [Differentiable]
            public static double Loss(double x, double y, Vec v) => F(x) * X.F(y) + Generic(x) + v.Scaled(y) * s_table.At(y);

            // Through its bits: no derivative could be found in its body.
            private static double F(double x) => x * BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x));

            [DerivativeOf(nameof(F))]
            private static double FDerivative(double x) => 2 * x;

            public static class X
            {
                public static double F(double x) => Math.BitDecrement(Math.BitIncrement(x)) * x;
            }

            [DerivativeOf(typeof(X), nameof(X.F))]
            private static double XDerivative(double x) => x + x;

            private static T Generic<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.ScaleB(x, 3);

            [DerivativeOf(nameof(Generic))]
            private static T GenericDerivative<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.CreateChecked(8);

            private static readonly Table s_table = new();

            public sealed class Table
            {
                private readonly System.Collections.Generic.List<double> _slopes = [3, 4];

                public double At(double x) => _slopes[0] * x;

                [DerivativeOf(nameof(At))]
                public double AtDerivative(double x) => _slopes[0];
            }

            public readonly record struct Vec(double X, double Y)
            {
                public double Scaled(double by) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(X)) * Y * by;

                [DerivativeOf(nameof(Scaled))]
                public (Vec Self, double By) ScaledDerivative(double by) => (new(Y * by, X * by), X * Y);
            }
            """,
        ],
        ["calls to a `[Differentiable]` method"] =
        [
            """
            [Differentiable]
            public static double F(double x, double y, Library.Point p) => Library.Physics.Potential(x, y) * Library.Physics.Energy(p, y);
            """,
        ],
        ["calls to a public `[Differentiable]` method"] =
        [
            """
            [Differentiable]
            public static double F(double[] x)
            {
                Span<double> slope = stackalloc double[x.Length];
                Library.Physics.FirstGradient(x, slope);
                return Library.Physics.First(x.AsSpan(1).ToArray()) * slope[0];
            }
            """,
        ],
        ["calls to generated members"] =
        [
            """
            [Differentiable]
            public static double F(double x, double y, Library.Point p)
            {
                var (gx, gy) = PotentialGradient(x, y);
                var (dp, dk) = Library.Physics.EnergyGradient(p, x);
                return gx * gy + dp.X * dp.Y + dk;
            }

            [Differentiable]
            public static double Potential(double x, double y) => Math.Sin(x) * y * y + x * y;
            """,
        ],
    };

    /// <summary>What is refused, each with one of the diagnostics that its row links to.</summary>
    public static readonly Dictionary<string, string[]> Refused = new()
    {
        ["`switch` statements"] =
        [
            """
            double F(double x, int n)
            {
            #pragma warning disable CS8509
                return n switch { 0 => x, 1 => x * x };
            }
            """,
        ],
        ["arrays of arrays, `T[][]`"] =
        [
            "double F(double[][] w) => w[0][0];",
            "(double, double) F(double[][] w) => (w[0][0], w[1][0]);",
        ],
        ["calls to a `[Differentiable]` method"] = ["double F(double x, double y) => Library.Physics.PotentialGradient(x, y).y;"],
        ["`foreach` over anything"] =
        [
            """
            double F(double x, [NoGradient] string s)
            {
                foreach (char c in s)
                    x *= c;
                return x;
            }
            """,
            """
            double F(double x)
            {
                while (true)
                    x *= x;
            }
            """,
            """
            double F(double x, [NoGradient] Node node)
            {
                while (x < 9)
                {
                    x += node.Value;
                    node = node.Next;
                }

                return x;
            }

            public sealed class Node
            {
                public double Value;
                public Node Next = null!;
            }
            """,
        ],
        ["arrays of three dimensions"] =
        [
            "double F(double[,,] x) => 1;",
            "double F(double x, double[][][] w) => x;",
            "double F(double x, ReadOnlySpan<double[]> w) => x;",
            """
            double F(double[,] x)
            {
                foreach (double e in x)
                    return e;
                return 0;
            }
            """,
            """
            [Differentiable]
            public static double F(double[][] w) => LossJvp(w, w).Tangent;

            [Differentiable(Derivatives.Jvp)]
            public static double Loss(double[][] w) => w[0][0] * w[0][0];
            """,
            "T F<T>(T x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T> => x;",
            "double F(double x, [NoGradient] System.Collections.Generic.List<double> list) => x * list[0];",
        ],
        ["methods without source"] =
        [
            "double F(double x) => x * BitConverter.DoubleToInt64Bits(x);",
            "double F(double x) => Library.Physics.Plain(x);",
            "double F(double x) => (double)(Half)x;",
            "double F(double[] x) => Library.Physics.Weighted(x);",
        ],
        ["recursion"] =
        [
            "double F(double x) => x > 9 ? x : F(x * x);",
            """
            double F(double x) => G(x);

            private static double G(double x) => x > 9 ? x : H(x * x);

            private static double H(double x) => G(x);
            """,
        ],
        ["a derivative of the user's own"] =
        [
            """
            double F(double x) => G(ref x);

            private static double G(ref double x) => x;

            [DerivativeOf(nameof(G))]
            private static double GDerivative(double x) => 1;
            """,
            """
            double F(double x) => G(in x);

            private static double G(ref readonly double x) => x;

            [DerivativeOf(nameof(G))]
            private static double GDerivative(double x) => 1;
            """,
            """
            double F(double x) => G(x, out _);

            private static double G(double x, out double y) => y = x;

            [DerivativeOf(nameof(G))]
            private static double GDerivative(double x) => 1;
            """,
            """
            double F(double x) => G(x).X;

            private static (double X, double Y) G(double x) => (x, x);

            [DerivativeOf(nameof(G))]
            private static double GDerivative(double x) => 1;
            """,
            """
            double F(double x) => Box<double>.G(x);

            private static class Box<T>
            {
                public static double G(double x) => x;
            }

            [DerivativeOf(typeof(Box<>), "G")]
            private static double GDerivative(double x) => 1;
            """,
        ],
        ["virtual and interface calls"] =
        [
            """
            double F(double x, [NoGradient] Shape s) => s.Area(x);

            public class Shape
            {
                public virtual double Area(double x) => x;
            }
            """,
            """
            double F(double x, [NoGradient] IShape s) => s.Area(x);

            public interface IShape
            {
                double Area(double x);
            }
            """,
            "double F(double x, [NoGradient] Func<double, double> f) => f(x);",
            """
            double F(double x)
            {
                Func<double, double> f = y => y * y;
                return x;
            }
            """,
        ],
        ["`await`, `yield`"] =
        [
            """
            double F(double x)
            {
                Wait();
                return x;
            }

            private static async void Wait() => await System.Threading.Tasks.Task.Delay(1);
            """,
            """
            double F(double x)
            {
                Items();
                return x;
            }

            private static System.Collections.Generic.IEnumerable<double> Items()
            {
                yield return 1;
            }
            """,
        ],
        ["`throw` beside"] =
        [
            """
            double F(double x)
            {
                double y = x;
                if (y < 0)
                {
                    y++;
                    throw new ArgumentException();
                }

                return y;
            }
            """,
            """
            double F(double x, double[] w)
            {
                ArgumentNullException.ThrowIfNull(w);
                return x;
            }
            """,
            """
            double F(double x)
            {
                if (x < 0)
                    throw Failure();
                return x;
            }

            private static Exception Failure() => new();
            """,
            """
            double F(double x)
            {
                if (x < 0)
                    throw new ArgumentException($"{x} {x + 1} {x + 2}");
                return x;
            }
            """,
        ],
        ["assignments to fields"] =
        [
            """
            public sealed partial class Sample
            {
                private double _last;

                [Differentiable]
                public double F(double x) => _last = x;
            }
            """,
            """
            double F(double x) => s_last = x;

            private static double s_last;
            """,
            """
            double F(double[] x)
            {
                x[0] = 1;
                return x[0];
            }
            """,
        ],
        ["`decimal`, objects"] =
        [
            "double F(double x) => (double)(decimal)x;",
            """
            double F(double x)
            {
                object o = x;
                return x;
            }
            """,
            """
            double F(double x)
            {
                double[][] w = new double[3][];
                return x;
            }
            """,
            """
            T F<T>(T x, int n) where T : unmanaged, IFloatingPointIeee754<T>
            {
                T[][] w = new T[n][];
                return x;
            }
            """,
        ],
        ["strings, `new` of a class"] =
        [
            "double F(double x) => x * \"a\".Length;",
            """
            double F(double x) => x * new Box().Value;

            private sealed class Box
            {
                public double Value = 1;
            }
            """,
            "double F(double x) => new { x }.x;",
            "double F(double x, [NoGradient] string s) => x * (s?.Length == 3 ? 1 : 2);",
            "double F(double x, [NoGradient] double? d) => x * (d ?? 1);",
            "double F(double x, [NoGradient] object o) => o is string ? x : 2 * x;",
        ],
        ["patterns that declare"] =
        [
            "double F(double x, [NoGradient] object o) => o is string s && s.Length == 1 ? x : 2 * x;",
            """
            double F(double x, Point p) => p is ( > 1, _) ? x : 2 * x;

            public record struct Point(double X, double Y);
            """,
        ],
        ["`try`, `using`"] =
        [
            """
            double F(double x)
            {
                try { x *= x; } finally { x += 1; }
                return x;
            }
            """,
            """
            double F(double x)
            {
                using (new System.IO.MemoryStream())
                    x *= x;
                return x;
            }
            """,
            """
            double F(double x)
            {
                using var stream = new System.IO.MemoryStream();
                return x;
            }
            """,
            """
            double F(double x)
            {
                lock (typeof(Sample))
                    x *= x;
                return x;
            }
            """,
            """
            double F(double x)
            {
                again:
                x *= x;
                if (x < 9)
                    goto again;
                return x;
            }
            """,
        ],
        ["`ref` and `out` parameters"] =
        [
            "double F(ref double x) => x;",
            "double F(double x, out double y) => y = x;",
            """
            double F(double x)
            {
                ref double y = ref x;
                y *= 2;
                return x;
            }
            """,
            """
            double F(double x) => Pick(ref x);

            private static ref double Pick(ref double x) => ref x;
            """,
            """
            public static unsafe partial class Sample
            {
                [Differentiable]
                public static double F(double x)
                {
                    double* y = &x;
                    return *y;
                }
            }
            """,
        ],
    };

    /// <summary>A jagged parameter gets no objective: this one has rows of one element and of two.</summary>
    private static string JaggedObjective(string element) => $$"""
        public readonly struct Objective : IObjective<double>
        {
            public int ParameterCount => 3 * Unsafe.SizeOf<{{element}}>() / sizeof(double);

            public string ParameterName(int index) => $"{index}";

            public double Value(ReadOnlySpan<double> parameters) => F(Rows(parameters));

            public double ValueAndGradient(ReadOnlySpan<double> parameters, Span<double> gradient)
            {
                {{element}}[][] into = Rows(gradient);
                double value = FValueAndGradient(Rows(parameters), into);
                MemoryMarshal.Cast<{{element}}, double>([.. into[0], .. into[1]]).CopyTo(gradient);
                return value;
            }

            private static {{element}}[][] Rows(ReadOnlySpan<double> elements)
            {
                ReadOnlySpan<{{element}}> flat = MemoryMarshal.Cast<double, {{element}}>(elements);
                return [[flat[0]], [flat[1], flat[2]]];
            }
        }


        """;
}
