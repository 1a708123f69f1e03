namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Checks, of arguments and of what is computed: the derivative throws as the method does.</summary>
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
    public void Checks_of_what_is_computed() => Construct.Check(
        """
        real F(real x, real y)
        {
            real z = x * x - y;
            if (z > 100)
                throw new OverflowException($"{z,8:F2} is too large, {{{(y > 2 ? y : -y)}}}: \"{nameof(x)}\".");
            else if (z > 1)
                z *= y;
            else if (z == 0)
                throw new ArithmeticException();
            ArgumentOutOfRangeException.ThrowIfNegative(z);
            return Math.Sqrt(z) * x;
        }
        """,
        p => (p[0] * p[0]) - p[1] is var z && z > 1 ? DualMath.Sqrt(z * p[1]) * p[0] : DualMath.Sqrt((p[0] * p[0]) - p[1]) * p[0],
        [[2, 3], [2, 3.5], [20, 3], [2, 4], [2, 5]]);

    [Fact]
    public void Arms_that_throw() => Construct.Check(
        """
        real F(real x, Kind kind)
        {
            real y = kind switch
            {
                Kind.Line => x,
                Kind.None => throw new NotSupportedException(),
                Kind.Square => x * x,
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No kind."),
            };
            return y > 9 ? throw new ArithmeticException("Too large.") : y * y;
        }
        """,
        p => p[1] == 2 ? p[0] * p[0] * p[0] * p[0] : p[0] * p[0],
        [[2, 0], [2, 1], [2, 2], [4, 2], [2, 3]],
        "public enum Kind { None, Line, Square }");

    [Fact]
    public void Sections_that_throw() => Construct.Check(
        """
        real F(real x, int kind)
        {
            real y;
            switch (kind)
            {
                case 0:
                    y = Math.Sin(x);
                    break;
                case 1:
                    throw new NotSupportedException();
                case 2:
                    y = x * x;
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(kind));
            }

            switch (kind)
            {
                case 0:
                    return y * x;
                case > 5:
                    return x;
                default:
                    throw new NotSupportedException("This kind.");
            }
        }
        """,
        p => DualMath.Sin(p[0]) * p[0],
        [[2, 0], [2, 1], [2, 2], [2, 3], [2, 9]]);

    [Fact]
    public void A_throw_where_nothing_has_returned() => Construct.Check(
        """
        real F(real x, int kind)
        {
            if (x > 0)
            {
                if (kind == 0)
                    return x * x;
                if (kind == 1)
                    return Math.Sin(x);
                else if (kind == 2)
                    x += 2;
                else
                    return x;
                throw new NotSupportedException();
            }

            switch (kind)
            {
                case 0:
                    return Math.Exp(x);
                case 1:
                    return x * 3;
            }

            throw new ArgumentOutOfRangeException(nameof(kind), kind, "No kind.");
        }
        """,
        p => (p[0] > 0, p[1].Value) switch { (true, 0) => p[0] * p[0], (true, 1) => DualMath.Sin(p[0]), (true, _) => p[0], (_, 0) => DualMath.Exp(p[0]), _ => p[0] * 3 },
        [[2, 0], [2, 1], [2, 2], [2, 3], [-2, 0], [-2, 1], [-2, 2]]);

    [Fact]
    public void A_loop_that_must_return() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            real root = 1;
            for (int i = 0; i < 50; i++)
            {
                real next = 0.5 * (root + x[0] / root);
                if (Math.Abs(next - root) < 0.001)
                    return next;
                root = next;
            }

            throw new InvalidOperationException("No convergence.");
        }
        """);

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
