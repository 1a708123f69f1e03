using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary><c>Differentiate.Constant</c>: the value stays, the derivative stops.</summary>
public class ConstantTests
{
    [Fact]
    public void Of_a_parameter() => Construct.Check(
        "real F(real x, real y) => x * Differentiate.Constant(x) + y;",
        p => p[0] * Held(p[0]) + p[1],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Of_an_expression() => Construct.Check(
        """
        real F(real x, real y)
        {
            real weight = Differentiate.Constant(Math.Exp(x) * y);
            return weight * y + Math.Exp(x);
        }
        """,
        p => Held(DualMath.Exp(p[0]) * p[1]) * p[1] + DualMath.Exp(p[0]),
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Of_structs_and_tuples() => Construct.Check(
        """
        real F(Point p, real y)
        {
            var (a, b) = Differentiate.Constant((p.X * y, y));
            return a * p.X + b * Differentiate.Constant(p).Y * p.Y;
        }
        """,
        p => Held(p[0] * p[2]) * p[0] + Held(p[2]) * Held(p[1]) * p[1],
        [[2, 3, 0.5], [-1.5, 0.25, 4]],
        "public record struct Point(real X, real Y);");

    [Fact]
    public void Inside_a_branch_and_a_helper() => Construct.Check(
        """
        real F(real x, real y) => x > Differentiate.Constant(y) ? Scaled(x, y) : Scaled(y, x * y);

        private static real Scaled(real value, real scale) => value / Differentiate.Constant(scale * scale);
        """,
        p => p[0] > p[1] ? p[0] / Held(p[1] * p[1]) : p[1] / Held(p[0] * p[1] * p[0] * p[1]),
        [[2, 3], [-1.5, 0.25], [4, -3]]);

    [Fact]
    public void A_tie_with_a_constant_is_lost() => Construct.Numbers(
        "real F(real x) => Math.Max(x, Differentiate.Constant(x)) + x;",
        p => p[0],
        [[2], [-1.5]]);

    [Fact]
    public void What_is_constant_stays_as_it_is() => Construct.Numbers(
        "real F(real x, int n) => x * Differentiate.Constant(n) * Differentiate.Constant(0.5);",
        p => p[0] * p[1] * 0.5,
        [[2, 3], [-1.5, 4]]);

    private static D Held(D x) => x.AsConstant();
}
