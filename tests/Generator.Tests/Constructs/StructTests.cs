namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Structs and tuples as parameters, receivers and values.</summary>
public class StructTests
{
    private const string Line = "public readonly record struct Line(real A, real B);";

    [Fact]
    public void Record_struct_parameter() => Construct.Check(
        "real F(Line p, real x) => p.A * x + p.B * p.B;",
        p => p[0] * p[2] + p[1] * p[1],
        [[2, 3, 0.5], [-1.5, 0.25, 4]],
        Line);

    [Fact]
    public void The_only_parameter_is_a_struct() => Construct.Check(
        "real F(in Line p) => p.A * p.B;",
        p => p[0] * p[1],
        [[2, 3]],
        Line);

    [Fact]
    public void Struct_with_public_fields() => Construct.Check(
        "real F(Pair p, ref readonly Pair q) => p.A * q.B + p.B;",
        p => p[0] * p[3] + p[1],
        [[2, 3, 0.5, 7]],
        """
        public struct Pair
        {
            public real A;
            public real B;
        }
        """);

    [Fact]
    public void Readonly_struct_with_a_constructor() => Construct.Check(
        "real F(Point p) => p.X * p.X * p.Y;",
        p => p[0] * p[0] * p[1],
        [[2, 3]],
        """
        public readonly struct Point
        {
            public Point(real y, real x)
            {
                Y = y;
                X = x;
            }

            public real X { get; }

            public readonly real Y;
        }
        """);

    [Fact]
    public void Nested_structs() => Construct.Check(
        "real F(Network n, real x) => n.Second.Weight * (n.First.Weight * x + n.First.Bias) + n.Second.Bias * n.Scale;",
        p => p[2] * (p[0] * p[5] + p[1]) + p[3] * p[4],
        [[2, 3, 0.5, 7, 11, 1.5]],
        """
        public readonly record struct Layer(real Weight, real Bias);

        public record struct Network(Layer First, Layer Second, real Scale);
        """);

    [Fact]
    public void This_of_a_struct() => Construct.Check(
        """
        using System;
        using SymGrad;

        public readonly partial record struct Chain(real W, real B)
        {
            private real Sum => W + B;

            [Differentiable]
            public real F(real x)
            {
                real z = W * x + B;
                return Math.Exp(-z) * Sum * this.W;
            }
        }
        """,
        p => DualMath.Exp(-(p[0] * p[2] + p[1])) * (p[0] + p[1]) * p[0],
        [[0.5, 0.25, 2]]);

    [Fact]
    public void This_of_a_struct_alone() => Construct.Check(
        """
        using SymGrad;

        public partial struct Point
        {
            public real X, Y;

            [Differentiable]
            public readonly real F() => X * X * Y;
        }
        """,
        p => p[0] * p[0] * p[1],
        [[0.5, 0.25]]);

    [Fact]
    public void Tuple_parameter() => Construct.Check(
        "real F((real X, real Y) p, (real, int) q) => p.X * p.Y * q.Item1 + q.Item2;",
        p => p[0] * p[1] * p[2],
        [[2, 3, 0.5, 7]]);

    [Fact]
    public void No_gradient() => Construct.Check(
        "real F(Model m, [NoGradient] real x, [NoGradient] Model other) => m.Weight * x * m.Rate + other.Weight * m.Weight + m.Steps;",
        p => p[0] * p[3] * p[1] + p[4] * p[0],
        [[2, 3, 5, 0.5, 7, 11, 13]],
        """
        public record struct Model(real Weight, [property: NoGradient] real Rate, int Steps);
        """);

    [Fact]
    public void No_gradient_on_a_field() => Construct.Check(
        "real F(Model m) => m.Weight * m.Rate * m.Inner.A;",
        p => p[0] * p[1] * p[2],
        [[2, 3, 5, 7]],
        """
        public struct Model
        {
            public real Weight;
            [NoGradient] public real Rate;
            [NoGradient] public Inner Inner;
        }

        public struct Inner
        {
            public real A, B;
        }
        """);

    [Fact]
    public void Parts_of_other_types() => Construct.Check(
        "real F(Model m) => m.On ? m.Weight * m.Count : m.Kind == Kind.Square ? m.Weight * m.Weight : m.Weight;",
        p => p[3] != 0 ? p[0] * p[1] : p[2] == 1 ? p[0] * p[0] : p[0],
        [[2, 3, 0, 1], [2, 3, 1, 0], [2, 3, 0, 0]],
        """
        public enum Kind { Line, Square }

        public record struct Model(real Weight, int Count, Kind Kind, bool On);
        """);

    [Fact]
    public void A_struct_without_active_parts_is_held() => Construct.Check(
        "real F(real x, Size s) => x * s.Width / s.Height;",
        p => p[0] * p[1] / p[2],
        [[2, 3, 4]],
        "public readonly record struct Size(int Width, int Height);");

    [Fact]
    public void Int_bool_and_enum_parameters() => Construct.Check(
        "real F(real x, int n, bool square, Kind kind, long l = 3, Kind other = Kind.Square) => (square ? x * x : x) * n + (kind == other ? x : l * x);",
        p => (p[2] != 0 ? p[0] * p[0] : p[0]) * p[1] + (p[3] == p[5] ? p[0] : p[4] * p[0]),
        [[2, 3, 1, 0, 5, 1], [2, 3, 0, 1, 5, 1]],
        "public enum Kind { Line, Square }");

    [Fact]
    public void Computed_properties_and_methods() => Construct.Check(
        "real F(Vector v, Vector w) => v.Dot(w) / v.Length + w.Scaled(2).X;",
        p => (p[0] * p[2] + p[1] * p[3]) / DualMath.Sqrt(p[0] * p[0] + p[1] * p[1]) + p[2] * 2,
        [[2, 3, 0.5, 7]],
        """
        public readonly record struct Vector(real X, real Y)
        {
            public real Length
            {
                get
                {
                    real squared = Dot(this);
                    return System.Math.Sqrt(squared);
                }
            }

            public real Dot(Vector other) => X * other.X + Y * other.Y;

            public Vector Scaled(real by) => new(X * by, Y * by);
        }
        """);

    [Fact]
    public void User_operators_and_conversions() => Construct.Check(
        """
        real F(real x, real y)
        {
            Complex z = new Complex(x, y) * (Complex)2;
            z += x;
            z = -z - new Complex(1, y);
            z++;
            return (real)z + (z == new Complex(0, 0) ? 1 : z.Im * y) + (z ? x : y);
        }
        """,
        p => -(2 * p[0] + p[0]) - 1 + 1 + (-2 * p[1] - p[1]) * p[1] + p[0],
        [[2, 3], [-1.5, 0.25]],
        """
        public readonly struct Complex(real re, real im)
        {
            public readonly real Re = re, Im = im;

            public static implicit operator Complex(real re) => new(re, 0);

            public static explicit operator real(Complex z) => z.Re;

            public static Complex operator +(Complex a, Complex b) => new(a.Re + b.Re, a.Im + b.Im);

            public static Complex operator -(Complex a, Complex b) => new(a.Re - b.Re, a.Im - b.Im);

            public static Complex operator -(Complex a) => new(-a.Re, -a.Im);

            public static Complex operator *(Complex a, Complex b) => new(a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

            public static Complex operator ++(Complex a) => new(a.Re + 1, a.Im);

            public static bool operator ==(Complex a, Complex b) => a.Re == b.Re && a.Im == b.Im;

            public static bool operator !=(Complex a, Complex b) => !(a == b);

            public static bool operator true(Complex a) => a.Re != 0;

            public static bool operator false(Complex a) => a.Re == 0;

            public override bool Equals(object? other) => other is Complex z && this == z;

            public override int GetHashCode() => 0;
        }
        """);

    [Fact]
    public void Instance_operators() => Construct.Check(
        """
        real F(real x, real y)
        {
            var sum = new Sum();
            sum += x;
            sum += x * y;
            sum++;
            return sum.Total * sum.Count;
        }
        """,
        p => (p[0] + p[0] * p[1]) * 3,
        [[2, 3], [-1.5, 0.25]],
        """
        public struct Sum
        {
            public real Total;
            public int Count;

            public void operator +=(real value)
            {
                Total += value;
                Count++;
            }

            public void operator ++() => Count++;
        }
        """);

    [Fact]
    public void With_and_object_initializers() => Construct.Check(
        """
        real F(Line p)
        {
            Line q = p with { B = p.A * 2 };
            var r = new Box { Width = q.B, Inner = q with { A = 3 } };
            r.Width += 1;
            r.Inner = r.Inner with { B = r.Inner.B * p.B };
            return q.A * r.Width + r.Inner.B * r.Inner.A;
        }
        """,
        p => p[0] * (2 * p[0] + 1) + 2 * p[0] * p[1] * 3,
        [[2, 3], [-1.5, 0.25]],
        Line + """


        public record struct Box(real Width, Line Inner);
        """);

    [Fact]
    public void Object_initializers_inside_object_initializers() => Construct.Check(
        """
        real F(real x)
        {
            var outer = new Outer { A = x * x, Inner = { B = x, C = 2 * x } };
            return outer.A * outer.Inner.B + outer.Inner.C;
        }
        """,
        p => p[0] * p[0] * p[0] + 2 * p[0],
        [[2], [-1.5]],
        """
        public struct Outer
        {
            public real A;
            public Inner Inner;
        }

        public struct Inner
        {
            public real B, C;
        }
        """);

    [Fact]
    public void Mutated_structs() => Construct.Check(
        """
        real F(real x, real y)
        {
            var s = new Accumulator(x);
            s.Add(y);
            s.Add(x * y);
            s.Last = y;
            var t = s;
            t.Reset();
            Change(ref s);
            return s.Total * s.Last + t.Total;
        }

        private static void Change(ref Accumulator a) => a.Total *= 2;
        """,
        p => (p[0] + p[1] + p[0] * p[1]) * 2 * p[1],
        [[2, 3], [-1.5, 0.25]],
        """
        public struct Accumulator
        {
            public real Total;
            private real _last;

            public Accumulator(real start) : this() => Total = start;

            public real Last
            {
                readonly get => _last;
                set => _last = value;
            }

            public void Add(real x)
            {
                Total += x;
                _last = x;
            }

            public void Reset() => this = default;
        }
        """);

    [Fact]
    public void Structs_chosen_by_a_condition() => Construct.Check(
        """
        real F(Line p, Line q, real x)
        {
            Line chosen = x > 0 ? p : q;
            if (x > 2)
                chosen = new Line(x, chosen.B);
            return chosen.A * x + chosen.B;
        }
        """,
        p => (p[4] > 2 ? p[4] : p[4] > 0 ? p[0] : p[2]) * p[4] + (p[4] > 0 ? p[1] : p[3]),
        [[2, 3, 5, 7, 1], [2, 3, 5, 7, -1], [2, 3, 5, 7, 3]],
        Line);

    [Fact]
    public void Deconstruction_of_a_struct() => Construct.Check(
        """
        real F(Line p, Plain q)
        {
            var (a, b) = p;
            (real c, _) = q;
            return a * b * c;
        }
        """,
        p => p[0] * p[1] * (p[2] * p[3]),
        [[2, 3, 5, 7]],
        Line + """


        public struct Plain
        {
            public real A, B;

            public readonly void Deconstruct(out real product, out real b)
            {
                product = A * B;
                b = B;
            }
        }
        """);

    [Fact]
    public void Primary_constructors() => Construct.Check(
        "real F(real x) => new Scaled(x, 3).Value + new Scaled(x, 2).Offset;",
        p => p[0] * 3 + (p[0] + 1),
        [[2], [-1.5]],
        """
        public readonly struct Scaled(real x, int n)
        {
            public real Value { get; } = x * n;

            public real Offset { get; init; } = x + 1;
        }
        """);

    [Fact]
    public void A_tuple_is_returned_by_a_helper() => Construct.Check(
        """
        real F(real x, real y)
        {
            var (sin, cos) = Turn(x);
            var p = Turn(y);
            return sin * p.C + cos * p.S;
        }

        private static (real S, real C) Turn(real angle) => (Math.Sin(angle), Math.Cos(angle));
        """,
        p => DualMath.Sin(p[0]) * DualMath.Cos(p[1]) + DualMath.Cos(p[0]) * DualMath.Sin(p[1]),
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Generic_structs() => Construct.Check(
        "real F(Pair<real> p, Pair<int> n) => p.First * p.Second + n.First * p.Second;",
        p => p[0] * p[1] + p[2] * p[1],
        [[2, 3, 4, 5]],
        "public record struct Pair<T>(T First, T Second);");

    [Fact]
    public void The_family_is_cached_and_deterministic() => Construct.Run(
        "real F(Line p, [NoGradient] Line q, Kind kind) => kind == Kind.One ? p.A * q.B : (p with { A = q.A }).A * p.B;",
        Line + " public enum Kind { One, Two }").AssertCached().AssertDeterministic();

    [Fact]
    public void The_objective_of_a_struct() => Snapshot.Verify(Construct.Run(
        "real F(Model m, real x, bool on) => on ? m.Line.A * x + m.Line.B * m.Rate : x;",
        Line + "\n\npublic record struct Model(Line Line, [property: NoGradient] real Rate);").GeneratedText);
}
