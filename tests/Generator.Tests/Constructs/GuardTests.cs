namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Argument checks at the start: the derivative throws as the method does.</summary>
public class GuardTests
{
    [Fact]
    public void Throw_statement() => Construct.Check(
        """
        real F(real x, real y)
        {
            if (x <= 0)
                throw new ArgumentOutOfRangeException(nameof(x));
            if (y < 0 || y > 10)
            {
                throw new ArgumentException("y is not between 0 and 10", nameof(y));
            }

            return Math.Log(x) * y;
        }
        """,
        p => DualMath.Log(p[0]) * p[1],
        [[2, 3], [-1, 3], [2, -3], [2, 11]]);

    [Fact]
    public void Throw_with_values() => Construct.Check(
        """
        real F(real x, int n)
        {
            if (n < 1)
                throw new ArgumentOutOfRangeException(nameof(n), n, "Too few.");
            if (x < n)
                throw new ArgumentOutOfRangeException(nameof(x), x, null);
            return x / n;
        }
        """,
        p => p[0] / p[1],
        [[2, 1], [2, 0], [2, 3]]);

    [Fact]
    public void Throw_helpers() => Construct.Check(
        """
        real F(real x, real y, int n)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(x);
            ArgumentOutOfRangeException.ThrowIfZero(n);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(y, x);
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(n, -5);
            return Math.Sqrt(x) * y / n;
        }
        """,
        p => DualMath.Sqrt(p[0]) * p[1] / p[2],
        [[4, 3, 2], [-4, -5, 2], [4, 3, 0], [4, 5, 2], [4, 3, -6]]);

    [Fact]
    public void Guards_of_a_helper() => Construct.Check(
        """
        real F(real x, real y)
        {
            if (y > 0)
                return Root(x) * y;
            return x * y;
        }

        private static real Root(real value)
        {
            if (value < 0)
                throw new ArgumentException("Negative.", nameof(value));
            return Math.Sqrt(value);
        }
        """,
        p => p[1] > 0 ? DualMath.Sqrt(p[0]) * p[1] : p[0] * p[1],
        [[4, 3], [-4, 3], [-4, -3]]);

    [Fact]
    public void Guard_on_an_object() => Construct.Check(
        """
        real F(real x, [NoGradient] Options options)
        {
            ArgumentNullException.ThrowIfNull(options);
            return x * options.Rate;
        }
        """,
        p => p[0] * p[1],
        [[4, 3]],
        "public sealed class Options { public real Rate { get; init; } }");

    [Fact]
    public void Guard_on_an_enum() => Construct.Check(
        """
        real F(real x, Kind kind)
        {
            if (kind == Kind.None)
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "No kind.");
            return kind == Kind.Square ? x * x : x;
        }
        """,
        p => p[1] == 2 ? p[0] * p[0] : p[0],
        [[4, 0], [4, 1], [4, 2]],
        "public enum Kind { None, Line, Square }");

    [Fact]
    public void The_family_is_cached_and_deterministic() => Construct.Run(
        """
        real F(real x)
        {
            if (x < 0.5)
                throw new ArgumentException("Too small: \"x\".", nameof(x));
            return Math.Sqrt(x);
        }
        """).AssertCached().AssertDeterministic();
}
