namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Switches and patterns.</summary>
public class SwitchTests
{
    [Fact]
    public void Switch_statement() => Construct.Check(
        """
        real F(real x, int kind)
        {
            real a;
            switch (kind)
            {
                case 0:
                    a = x;
                    break;
                case 1:
                case 2:
                    a = x * x;
                    break;
                default:
                    a = Math.Exp(x);
                    break;
            }

            return a * x;
        }
        """,
        p => (p[1].Value switch { 0 => p[0], 1 or 2 => p[0] * p[0], _ => DualMath.Exp(p[0]) }) * p[0],
        [[1.5, 0], [1.5, 1], [1.5, 2], [1.5, 3]]);

    [Fact]
    public void Switch_statement_that_returns() => Construct.Check(
        """
        real F(real x, int kind)
        {
            switch (kind)
            {
                default:
                    return 3 * x;
                case 1:
                    return x * x;
                case 2 when x > 0:
                    return Math.Log(x);
            }
        }
        """,
        p => p[1] == 1 ? p[0] * p[0] : p[1] == 2 && p[0] > 0 ? DualMath.Log(p[0]) : 3 * p[0],
        [[1.5, 0], [1.5, 1], [1.5, 2], [-1.5, 2]]);

    [Fact]
    public void Switch_statement_with_jumps_inside() => Construct.Check(
        """
        real F(real x, int kind)
        {
            real a = x;
            switch (kind)
            {
                case 1:
                    if (x < 0)
                        break;
                    a = x * x;
                    break;
                case 2:
                    if (x < 0)
                        return -x;
                    a = 1 / x;
                    break;
            }

            return a + x;
        }
        """,
        p => p[1] == 1 ? (p[0] < 0 ? p[0] : p[0] * p[0]) + p[0] : p[1] == 2 ? p[0] < 0 ? -p[0] : 1 / p[0] + p[0] : p[0] + p[0],
        [[1.5, 0], [1.5, 1], [-1.5, 1], [1.5, 2], [-1.5, 2]]);

    [Fact]
    public void Switch_statement_with_relational_patterns() => Construct.Check(
        """
        real F(real x)
        {
            switch (x)
            {
                case < -1:
                    return -x;
                case >= -1 and < 1:
                    return x * x;
                case real large when large > 10:
                    return 2 * large;
                default:
                    return x * x * x;
            }
        }
        """,
        p => p[0] < -1 ? -p[0] : p[0] < 1 ? p[0] * p[0] : p[0] > 10 ? 2 * p[0] : p[0] * p[0] * p[0],
        [[-2], [-1], [0.5], [3], [11]]);

    [Fact]
    public void Switch_expression() => Construct.Check(
        """
        real F(real x, int kind) => kind switch
        {
            0 => x,
            1 => x * x,
            > 5 and not 7 => Math.Exp(x),
            _ => 1 / x,
        };
        """,
        p => p[1].Value switch { 0 => p[0], 1 => p[0] * p[0], > 5 and not 7 => DualMath.Exp(p[0]), _ => 1 / p[0] },
        [[1.5, 0], [1.5, 1], [1.5, 6], [1.5, 7], [1.5, 3]]);

    [Fact]
    public void Switch_expression_with_guards() => Construct.Check(
        """
        real F(real x, real y) => x switch
        {
            > 0 when y > 0 => x * y,
            > 0 => x - y,
            real z when z * y > 1 => z / y,
            _ => y,
        };
        """,
        p => p[0] > 0 ? p[1] > 0 ? p[0] * p[1] : p[0] - p[1] : p[0] * p[1] > 1 ? p[0] / p[1] : p[1],
        [[1.5, 2], [1.5, -2], [-1.5, -2], [-1.5, 2]]);

    [Fact]
    public void Tuple_patterns() => Construct.Check(
        """
        real F(real x, real y) => (x, y) switch
        {
            (> 0, > 0) => x * y,
            (< 0, var b) when b > 0 => x + b,
            (_, 0) => x,
            var (a, b) => a - b,
        };
        """,
        p => p[0] > 0 && p[1] > 0 ? p[0] * p[1] : p[0] < 0 && p[1] > 0 ? p[0] + p[1] : p[1] == 0 ? p[0] + 0 * p[1] : p[0] - p[1],
        [[1.5, 2], [-1.5, 2], [-1.5, 0], [-1.5, -2]]);

    [Fact]
    public void Property_patterns() => Construct.Check(
        """
        real F(Segment s, real t) => s switch
        {
            { Length: > 2, From: > 0 } => s.From * t,
            { From: var a and < 0 } => a * a + t,
            { Flat: true } => t,
            _ => s.To * t,
        };
        """,
        p => p[1] - p[0] > 2 && p[0] > 0 ? p[0] * p[3] : p[0] < 0 ? p[0] * p[0] + p[3] : p[2] != 0 ? p[3] : p[1] * p[3],
        [[1, 4, 0, 0.5], [-1, 4, 0, 0.5], [1, 2, 1, 0.5], [1, 2, 0, 0.5]],
        """
        public readonly record struct Segment(real From, real To, bool Flat)
        {
            public real Length => To - From;
        }
        """);

    [Fact]
    public void Is_patterns() => Construct.Check(
        """
        real F(real x, int n)
        {
            if (n is 1 or 3 or > 10 and < 20)
                return x;
            if (x is not (> 0 and < 1))
                return x * x;
            return n is not 0 ? n * x : 1 / x;
        }
        """,
        p => p[1].Value is 1 or 3 or > 10 and < 20 ? p[0] : p[0].Value is not (> 0 and < 1) ? p[0] * p[0] : p[1] != 0 ? p[1] * p[0] : 1 / p[0],
        [[1.5, 1], [1.5, 15], [1.5, 2], [0.5, 2], [0.5, 0]]);

    [Fact]
    public void Constant_pattern_NaN() => Construct.Check(
        "real F(real x) => x is real.NaN ? 1 : x is 0 ? 2 * x : x * x;",
        p => p[0] == 0 ? 2 * p[0] : p[0] * p[0],
        [[1.5], [0]]);

    [Fact]
    public void Enums_and_booleans() => Construct.Check(
        """
        real F(real x, Kind kind, bool twice)
        {
            real a = kind switch
            {
                Kind.Square => x * x,
                Kind.Cube when twice => x,
                Kind.Cube => x * x * x,
                _ => x,
            };
            return (twice, kind) switch
            {
                (true, not Kind.Line) => 2 * a,
                _ => a,
            };
        }
        """,
        p =>
        {
            var a = p[1] == 1 ? p[0] * p[0] : p[1] == 2 && p[2] == 0 ? p[0] * p[0] * p[0] : p[0];
            return p[2] != 0 && p[1] != 0 ? 2 * a : a;
        },
        [[1.5, 0, 1], [1.5, 1, 0], [1.5, 2, 1], [1.5, 2, 0]],
        "public enum Kind : byte { Line, Square, Cube }");

    [Fact]
    public void Patterns_stop_at_the_first_part_that_does_not_match() => Construct.Check(
        """
        real F(Ratio r, real x) => r switch
        {
            { Below: not 0, Whole: > 1 } => x * x,
            _ => x,
        };
        """,
        p => p[1] != 0 && (int)p[0].Value / (int)p[1].Value > 1 ? p[2] * p[2] : p[2],
        [[5, 2, 1.5], [1, 2, 1.5], [1, 0, 1.5]],
        """
        public readonly record struct Ratio(int Above, int Below)
        {
            public int Whole => Above / Below;
        }
        """);

    [Fact]
    public void The_family_is_cached_and_deterministic() => Construct.Run(
        """
        real F(real x, int kind)
        {
            switch (kind)
            {
                case 1:
                    return x * x;
            }

            return (x, kind) switch { (> 0, 2) => x, _ => 1 / x };
        }
        """).AssertCached().AssertDeterministic();
}
