using D = SymGrad.Generator.Tests.Kinds.HyperDual;

namespace SymGrad.Generator.Tests.Kinds;

/// <summary>What is generated for each kind of derivative.</summary>
public class KindTests
{
    [Fact]
    public void Rosenbrock() => Kinds.Check(
        """
        real F(real x, real y)
        {
            real a = 1 - x, b = y - x * x;
            return a * a + 100 * b * b;
        }
        """,
        p => [(1 - p[0]) * (1 - p[0]) + 100 * (p[1] - p[0] * p[0]) * (p[1] - p[0] * p[0])],
        [[-1.2, 1], [0.5, 2]]);

    [Fact]
    public void One_parameter() => Kinds.Check(
        "real F(real x) => Math.Sin(x) * Math.Exp(x);",
        p => [D.Sin(p[0]) * D.Exp(p[0])],
        [[0.5], [-2]]);

    [Fact]
    public void Shared_work() => Kinds.Check(
        """
        real F(real x, real y, real z)
        {
            real s = x * x + y * y + z * z;
            real r = Math.Sqrt(s);
            return Math.Exp(-r) / r;
        }
        """,
        p =>
        {
            D r = D.Sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);
            return [D.Exp(-r) / r];
        },
        [[1, 2, -0.5], [0.1, -0.3, 0.2]],
        ulps: 64);

    [Fact]
    public void Branches() => Kinds.Check(
        """
        real F(real x, real y)
        {
            real s = 0;
            if (x > y)
            {
                real t = Math.Sin(x * y);
                s = t * t;
            }
            else
            {
                s = x * x * x;
            }

            return Math.Exp(s) * y;
        }
        """,
        p =>
        {
            D t = D.Sin(p[0] * p[1]);
            return [D.Exp(p[0] > p[1] ? t * t : p[0] * p[0] * p[0]) * p[1]];
        },
        [[2, 1], [0.5, 0.75], [-1, 3]],
        ulps: 32);

    [Fact]
    public void Early_returns() => Kinds.Check(
        """
        real F(real x, real y)
        {
            if (x < 0)
                return x * x * y;
            real e = Math.Exp(y);
            if (y > 1)
                return e * x;
            return e * e + x * y * y;
        }
        """,
        p => [p[0] < 0 ? p[0] * p[0] * p[1] : p[1] > 1 ? D.Exp(p[1]) * p[0] : D.Exp(p[1]) * D.Exp(p[1]) + p[0] * p[1] * p[1]],
        [[-1, 2], [2, 3], [2, 0.5]]);

    [Fact]
    public void A_tuple() => Kinds.Check(
        "(real X, real Y) F(real r, real phi) => (r * Math.Cos(phi), r * Math.Sin(phi));",
        p => [p[0] * D.Cos(p[1]), p[0] * D.Sin(p[1])],
        [[2, 0.5], [-1, 3]],
        kinds: Kinds.First);

    [Fact]
    public void More_results_than_parameters() => Kinds.Check(
        """
        (real, real, real) F(real x)
        {
            real e = Math.Exp(x);
            return (e, e * x, e * x * x);
        }
        """,
        p => [D.Exp(p[0]), D.Exp(p[0]) * p[0], D.Exp(p[0]) * p[0] * p[0]],
        [[0.5], [-1]],
        kinds: Kinds.First);

    [Fact]
    public void A_struct_of_structs() => Kinds.Check(
        """
        State F(in State s, real dt, int steps)
        {
            var force = new Vector(-s.Position.X, -s.Position.Y) with { Y = -2 * s.Position.Y };
            return new State(
                new Vector(s.Position.X + dt * s.Velocity.X, s.Position.Y + dt * s.Velocity.Y),
                new Vector(s.Velocity.X + dt * force.X, s.Velocity.Y + steps * dt * force.Y));
        }
        """,
        p => [p[0] + p[4] * p[2], p[1] + p[4] * p[3], p[2] - p[4] * p[0], p[3] - p[5] * p[4] * 2 * p[1]],
        [[1, 2, 3, 4, 0.25, 3]],
        "public readonly record struct Vector(real X, real Y);\n\npublic readonly record struct State(Vector Position, Vector Velocity);",
        kinds: Kinds.First);

    [Fact]
    public void Results_that_branches_choose() => Kinds.Check(
        """
        Pair F(real x, real y)
        {
            if (x > y)
                return new Pair { A = x * y, B = 1 };
            Pair p = default;
            p.B = Math.Sin(x) * y;
            return p;
        }
        """,
        p => p[0] > p[1] ? [p[0] * p[1], 1] : [0, D.Sin(p[0]) * p[1]],
        [[2, 1], [1, 2]],
        "public struct Pair\n{\n    public real A, B;\n}",
        kinds: Kinds.First);

    // What its arms give for the matrix they write there, also where another entry is its opposite.
    [Fact]
    public void Results_before_which_there_is_a_branch() => Kinds.Check(
        """
        (real A, real B) F(real a, real b, real c, real d, real e, real f, real g)
        {
            real x = a - d, y = b - e, z = c - f, u, v, w;
            if (g > 1)
            {
                real s = Math.Sin(g * x * y), t = Math.Exp(x * y * z);
                u = s * x + t * y;
                v = s * y - t * z;
                w = s * t + z;
            }
            else
            {
                u = g * y - x;
                v = g * z - y;
                w = g * x - z;
            }

            return (u / w, v / w);
        }
        """,
        p =>
        {
            D x = p[0] - p[3], y = p[1] - p[4], z = p[2] - p[5], g = p[6], s = D.Sin(g * x * y), t = D.Exp(x * y * z);
            bool isGreater = g > 1;
            D w = isGreater ? s * t + z : g * x - z;
            return [(isGreater ? s * x + t * y : g * y - x) / w, (isGreater ? s * y - t * z : g * z - y) / w];
        },
        [[2, 1, 0.5, -0.75, 1.5, 0.25, 1.5], [0.5, 2, 0.75, 1.25, -0.5, -2, 0.5]],
        kinds: Kinds.First,
        ulps: 64);

    [Fact]
    public void Parameters_that_are_structs() => Kinds.Check(
        """
        real F(Model m, in Line l, [NoGradient] real held, real x)
        {
            real z = Functions.Sigmoid(m.Line.A * x + m.Line.B) * held;
            return z * z * l.A + m.Rate * l.B * x;
        }
        """,
        p =>
        {
            D z = D.Sigmoid(p[0] * p[6] + p[1]) * p[5];
            return [z * z * p[3] + p[2] * p[4] * p[6]];
        },
        [[1, 2, 3, 4, 5, 6, 0.5], [-0.5, 0.25, 1, 2, -1, 0.5, 2]],
        "public record struct Line(real A, real B);\n\npublic record struct Model(Line Line, [property: NoGradient] real Rate);",
        ulps: 64);

    [Fact]
    public void A_method_of_a_struct() => Kinds.Check(
        """
        using System;
        using SymGrad;

        public readonly partial record struct Point(real X, real Y)
        {
            [Differentiable(KINDS)]
            public real F(real scale) => Math.Exp(X * scale) + X * Y * Y;
        }
        """,
        p => [D.Exp(p[0] * p[2]) + p[0] * p[1] * p[1]],
        [[0.5, 2, -1], [1, 2, 3]]);

    [Fact]
    public void A_step_of_a_record() => Kinds.Check(
        """
        using SymGrad;

        public partial record struct Oscillator(real X, real V)
        {
            [Differentiable(KINDS)]
            public readonly Oscillator F(real dt) => new(X + dt * V, V - dt * X);
        }
        """,
        p => [p[0] + p[2] * p[1], p[1] - p[2] * p[0]],
        [[1, 2, 0.25]],
        kinds: Kinds.First);

    [Fact]
    public void A_method_of_a_generic_class() => Kinds.Check(
        """
        using System;
        using SymGrad;

        public partial class Sample<T>
        {
            private readonly real _rate = 2;

            [Differentiable(KINDS)]
            public real F(real x, real y) => Math.Tanh(_rate * x * y) - x / y;

            public real Rate => _rate;
        }
        """,
        p => [D.Tanh(p[0] * p[1] * p[2]) - p[1] / p[2]],
        [[2, 0.5, 0.75]]);
}
