namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Conditions and early returns.</summary>
public class BranchTests
{
    [Fact]
    public void Conditional_expression() => Construct.Check(
        "real F(real x, real y) => x > y ? x * x : Math.Exp(y) * x;",
        p => p[0] > p[1] ? p[0] * p[0] : DualMath.Exp(p[1]) * p[0],
        [[2, 1], [1, 2]]);

    [Fact]
    public void Nested_conditional_expressions() => Construct.Check(
        "real F(real x) => x < -1 ? -2 * x - 1 : x < 1 ? x * x : (x > 5 ? 9 : 2 * x) - 1;",
        p => p[0] < -1 ? -2 * p[0] - 1 : p[0] < 1 ? p[0] * p[0] : (p[0] > 5 ? 9 + 0 * p[0] : 2 * p[0]) - 1,
        [[-2], [0.5], [3], [6]]);

    [Fact]
    public void If_else() => Construct.Check(
        """
        real F(real x, real y)
        {
            real a;
            if (x > 0)
            {
                a = Math.Log(x) * y;
            }
            else
            {
                a = x * y;
                a *= a;
            }

            return a + y;
        }
        """,
        p => (p[0] > 0 ? DualMath.Log(p[0]) * p[1] : p[0] * p[1] * (p[0] * p[1])) + p[1],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void If_without_else() => Construct.Check(
        """
        real F(real x, real y)
        {
            real a = x * y;
            if (a < 0)
                a = Math.Sin(a) + x;
            return a * a;
        }
        """,
        p =>
        {
            var a = p[0] * p[1];
            a = a < 0 ? DualMath.Sin(a) + p[0] : a;
            return a * a;
        },
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Else_if() => Construct.Check(
        """
        real F(real x)
        {
            real a = 0;
            if (x < -1)
                a = 1 / x;
            else if (x < 0)
                a = -x;
            else if (x < 1)
                a = x * x;
            else
                a = 2 * x - 1;
            return 3 * a;
        }
        """,
        p => 3 * (p[0] < -1 ? 1 / p[0] : p[0] < 0 ? -p[0] : p[0] < 1 ? p[0] * p[0] : 2 * p[0] - 1),
        [[-2], [-0.5], [0.5], [3]]);

    [Fact]
    public void Nested_if() => Construct.Check(
        """
        real F(real x, real y)
        {
            real a = x, b = y;
            if (x > 0)
            {
                a = x * x;
                if (y > 0)
                    b = a * y;
                else
                    a = b;
            }

            return a * b;
        }
        """,
        p => p[0] > 0 ? p[1] > 0 ? p[0] * p[0] * (p[0] * p[0] * p[1]) : p[1] * p[1] : p[0] * p[1],
        [[2, 3], [2, -3], [-2, 3]]);

    [Fact]
    public void Early_return() => Construct.Check(
        """
        real F(real x, real y)
        {
            if (x < 0)
                return y;
            real a = Math.Sqrt(x);
            return a * y;
        }
        """,
        p => p[0] < 0 ? p[1] : DualMath.Sqrt(p[0]) * p[1],
        [[2, 3], [-1.5, 0.25]]);

    [Fact]
    public void Early_returns_nested() => Construct.Check(
        """
        real F(real x, real y)
        {
            if (x > 0)
            {
                if (y > 0)
                    return x * y;
                real a = x - y;
                if (a > 3)
                    return Math.Exp(-a);
            }

            real b = x * x + y;
            return b * b;
        }
        """,
        p => p[0] > 0 && p[1] > 0 ? p[0] * p[1]
            : p[0] > 0 && p[0] - p[1] > 3 ? DualMath.Exp(-(p[0] - p[1]))
            : (p[0] * p[0] + p[1]) * (p[0] * p[0] + p[1]),
        [[2, 3], [2, -3], [2, -0.5], [-2, 3]]);

    [Fact]
    public void Early_returns_in_both_branches() => Construct.Check(
        """
        real F(real x)
        {
            if (x > 0)
            {
                real a = x * x;
                return a * x;
            }
            else
            {
                real a = Math.Exp(x);
                return a + x;
            }
        }
        """,
        p => p[0] > 0 ? p[0] * p[0] * p[0] : DualMath.Exp(p[0]) + p[0],
        [[2], [-3]]);

    [Fact]
    public void Early_return_in_one_of_several_branches() => Construct.Check(
        """
        real F(real x)
        {
            real a = x;
            if (x > 2)
                a = x * x;
            else if (x > 1)
                return 5 * x;
            else
                a = 1 / x;
            return a * a;
        }
        """,
        p => p[0] > 2 ? p[0] * p[0] * p[0] * p[0] : p[0] > 1 ? 5 * p[0] : 1 / p[0] / p[0],
        [[3], [1.5], [0.5]]);

    [Fact]
    public void Logical_operators() => Construct.Check(
        """
        real F(real x, real y)
        {
            bool inside = x > 0 && y > 0 || !(x < y) && x != -1;
            bool odd = x > 1 ^ y > 1;
            return inside & !odd ? x * y : inside | odd ? x + y : x - y;
        }
        """,
        p =>
        {
            bool inside = p[0] > 0 && p[1] > 0 || !(p[0] < p[1]) && p[0] != -1, odd = p[0] > 1 ^ p[1] > 1;
            return inside & !odd ? p[0] * p[1] : inside | odd ? p[0] + p[1] : p[0] - p[1];
        },
        [[2, 3], [2, 0.5], [-2, 0.5], [-2, 3], [-0.5, -0.75]]);

    [Fact]
    public void Comparisons_with_NaN() => Construct.Check(
        """
        real F(real x, real y)
        {
            if (!(x >= y))
                return y;
            if (!(x <= 5 || x > 5))
                return 2 * y;
            return x * y;
        }
        """,
        p => !(p[0] >= p[1]) ? p[1] : p[0] * p[1],
        [[2, 1], [1, 2], [double.NaN, 2]]);

    [Fact]
    public void Flags_set_in_branches() => Construct.Check(
        """
        real F(real x, real y)
        {
            bool clipped = false;
            real a = x * y;
            if (a > 1)
            {
                a = 1;
                clipped = true;
            }

            return clipped ? a + y : a * a;
        }
        """,
        p => p[0] * p[1] > 1 ? 1 + p[1] : p[0] * p[1] * (p[0] * p[1]),
        [[2, 3], [0.5, 0.5]]);

    [Fact]
    public void Work_is_done_in_the_branch_that_needs_it() => Construct.Check(
        """
        real F(real x, real y)
        {
            real a = Math.Exp(x), b = Math.Sin(y);
            if (x > 0)
                return a * y;
            return b * x;
        }
        """,
        p => p[0] > 0 ? DualMath.Exp(p[0]) * p[1] : DualMath.Sin(p[1]) * p[0],
        [[2, 3], [-2, 3]]);

    [Fact]
    public void An_untaken_branch_does_not_leak() => Construct.Check(
        "real F(real x) => x > 0 ? Math.Sqrt(x) * Math.Log(x) : 2 * x;",
        p => p[0] > 0 ? DualMath.Sqrt(p[0]) * DualMath.Log(p[0]) : 2 * p[0],
        [[2], [0], [-3]]);

    [Fact]
    public void What_only_an_untaken_branch_reads_does_not_leak() => Construct.Check(
        """
        real F(real x, real y)
        {
            real a = Math.Log(x);
            if (x > 0)
                return a * y;
            return x * y;
        }
        """,
        p => p[0] > 0 ? DualMath.Log(p[0]) * p[1] : p[0] * p[1],
        [[2, 3], [-2, 3], [0, 3]]);

    [Fact]
    public void What_a_branch_replaces_does_not_leak() => Construct.Check(
        """
        real F(real x, real y)
        {
            real a = Math.Log(x) * y;
            if (x <= 0)
                a = y;
            return a * a;
        }
        """,
        p => p[0] <= 0 ? p[1] * p[1] : DualMath.Log(p[0]) * p[1] * (DualMath.Log(p[0]) * p[1]),
        [[2, 3], [-2, 3], [0, 3]]);

    [Fact]
    public void A_variable_declared_in_a_condition() => Construct.Check(
        """
        real F(real x, real y)
        {
            if (x > 0 && TryHalve(y, out real half))
                return half * x;
            return x * x is var square && square > 1 ? square * y : y;
        }

        private static bool TryHalve(real y, out real half)
        {
            half = y / 2;
            return y > 0;
        }
        """,
        p => p[0] > 0 && p[1] > 0 ? p[1] / 2 * p[0] : p[0] * p[0] > 1 ? p[0] * p[0] * p[1] : p[1],
        [[2, 3], [2, -3], [-0.5, 3]]);

    [Fact]
    public void The_family_is_cached_and_deterministic() => Construct.Run(
        """
        real F(real x, real y)
        {
            if (x > y)
                return x * y;
            real a = y > 0 ? x : Math.Exp(x);
            return a * a;
        }
        """).AssertCached().AssertDeterministic();
}
