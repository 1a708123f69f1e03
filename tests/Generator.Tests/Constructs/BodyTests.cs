namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Bodies, locals and assignments.</summary>
public class BodyTests
{
    [Fact]
    public void Expression_body() => Construct.Check(
        "real F(real x, real y) => x * y + x / y;",
        p => p[0] * p[1] + p[0] / p[1],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Block_body() => Construct.Check(
        """
        real F(real x, real y)
        {
            return x * x - 3 * y;
        }
        """,
        p => p[0] * p[0] - 3 * p[1],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Locals() => Construct.Check(
        """
        real F(real x, real y)
        {
            real a = 1 - x, b = y - x * x;
            const real weight = 100;
            return a * a + weight * b * b;
        }
        """,
        p => (1 - p[0]) * (1 - p[0]) + 100 * (p[1] - p[0] * p[0]) * (p[1] - p[0] * p[0]),
        [[-1.2, 1], [0.5, 0.75]]);

    [Fact]
    public void Reassignment() => Construct.Check(
        """
        real F(real x)
        {
            real a = x * x;
            a = a * x;
            a = Math.Sin(a);
            return a * x;
        }
        """,
        p => DualMath.Sin(p[0] * p[0] * p[0]) * p[0],
        [[0.5], [-0.75]]);

    [Fact]
    public void Parameter_reassigned() => Construct.Check(
        """
        real F(real x, real y)
        {
            x = x * y;
            y = x + y;
            return x * y;
        }
        """,
        p => p[0] * p[1] * (p[0] * p[1] + p[1]),
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Compound_assignment() => Construct.Check(
        """
        real F(real x, real y)
        {
            real a = x;
            a += y;
            a *= x;
            a -= 2 * y;
            a /= y;
            a %= 1.5;
            return a;
        }
        """,
        p => ((p[0] + p[1]) * p[0] - 2 * p[1]) / p[1] % 1.5,
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Increment_and_decrement() => Construct.Check(
        """
        real F(real x)
        {
            real a = x++;
            real b = ++x;
            real c = x--;
            return a * b + c * --x;
        }
        """,
        p => p[0] * (p[0] + 2) + (p[0] + 2) * p[0],
        [[0.5], [-3]]);

    [Fact]
    public void Assignment_as_a_value() => Construct.Check(
        """
        real F(real x)
        {
            real a, b = a = x * x;
            return (b += a) * b;
        }
        """,
        p => 2 * p[0] * p[0] * (2 * p[0] * p[0]),
        [[0.5], [-3]]);

    [Fact]
    public void Tuples_and_deconstruction() => Construct.Check(
        """
        real F(real x, real y)
        {
            (real Sum, real Product) pair = (x + y, x * y);
            var (s, p) = pair;
            (_, real q) = pair;
            return s * p + pair.Sum * q * pair.Item2;
        }
        """,
        p => (p[0] + p[1]) * (p[0] * p[1]) + (p[0] + p[1]) * (p[0] * p[1]) * (p[0] * p[1]),
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Swap() => Construct.Check(
        """
        real F(real x, real y)
        {
            real a = x * x, b = Math.Exp(y);
            (a, b) = (b, a);
            (x, y) = (y, x);
            return a / b + x;
        }
        """,
        p => DualMath.Exp(p[1]) / (p[0] * p[0]) + p[1],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Nested_tuples() => Construct.Check(
        """
        real F(real x, real y)
        {
            var ((a, b), c) = ((x * y, x), y);
            var inner = (First: (a, b), Last: c);
            inner.First.b = 2 * inner.First.a;
            return inner.First.b * inner.Last + b;
        }
        """,
        p => 2 * p[0] * p[1] * p[1] + p[0],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Unused_code_is_not_computed() => Construct.Check(
        """
        real F(real x, real y)
        {
            real unused = Math.Acos(x);
            real used = x * y;
            return used;
        }
        """,
        p => p[0] * p[1],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Parameter_without_influence() => Construct.Check(
        "real F(real x, real y) => 2 * x;",
        p => 2 * p[0] + 0 * p[1],
        [[2, 3]]);

    [Fact]
    public void Result_is_a_parameter() => Construct.Check("real F(real x, real y) => x;", p => p[0], [[2, 3]]);

    [Fact]
    public void Result_is_constant() => Construct.Check("real F(real x) => 3;", p => 3 + 0 * p[0], [[2]]);

    [Fact]
    public void Negation_and_parentheses() => Construct.Check(
        "real F(real x, real y) => -(x - (y - x)) - -y * +(x + (x + y)) / (x / (y * x));",
        p => -(p[0] - (p[1] - p[0])) - -p[1] * (p[0] + (p[0] + p[1])) / (p[0] / (p[1] * p[0])),
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Common_subexpressions() => Construct.Check(
        "real F(real x, real y) => Math.Exp(x * y) * Math.Sin(x * y) + Math.Exp(x * y);",
        p => DualMath.Exp(p[0] * p[1]) * DualMath.Sin(p[0] * p[1]) + DualMath.Exp(p[0] * p[1]),
        [[0.5, 1.25], [-1.5, 0.25]]);

    [Fact]
    public void The_family_is_cached_and_deterministic() => Construct.Run(
        """
        real F(real x, real y)
        {
            var (a, b) = (x * y, x);
            (a, b) = (b, a);
            a += b++;
            return a / b;
        }
        """).AssertCached().AssertDeterministic();
}
