using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Every function that SymGrad knows, inside a product, so that its value and its slope are both used.</summary>
public class FunctionTests
{
    private static readonly (string Name, Func<D, D> Function, double[] Points)[] s_unary =
    [
        ("Math.Exp", DualMath.Exp, [-3, 0, 1.5]),
        ("Math.Log", DualMath.Log, [0.25, 1, 7]),
        ("Math.Sqrt", DualMath.Sqrt, [0.25, 2]),
        ("Math.Sin", DualMath.Sin, [-1, 0, 2]),
        ("Math.Cos", DualMath.Cos, [-1, 0, 2]),
        ("Math.Tan", DualMath.Tan, [-1, 0, 1.25]),
        ("Math.Sinh", DualMath.Sinh, [-1, 0, 2]),
        ("Math.Cosh", DualMath.Cosh, [-1, 0, 2]),
        ("Math.Tanh", DualMath.Tanh, [-1, 0, 2]),
        ("Math.Asin", DualMath.Asin, [-0.875, 0, 0.5]),
        ("Math.Acos", DualMath.Acos, [-0.875, 0, 0.5]),
        ("Math.Atan", DualMath.Atan, [-3, 0, 0.5]),
        ("Math.Abs", DualMath.Abs, [-3, 0, 0.5]),
        ("Functions.Sigmoid", DualMath.Sigmoid, [-3, 0, 0.5]),
        ("Functions.Softplus", DualMath.Softplus, [-3, 0, 0.5]),
        ("Functions.Relu", DualMath.Relu, [-3, 0, 0.5]),
        ("real.Exp", DualMath.Exp, [-3, 0, 1.5]),
        ("real.Atan", DualMath.Atan, [-3, 0, 0.5]),
    ];

    private static readonly (string Name, Func<D, D, D> Function, double[][] Points)[] s_binary =
    [
        ("Math.Pow", DualMath.Pow, [[2, 3], [0.5, -1.5], [7, 0]]),
        ("Math.Atan2", DualMath.Atan2, [[2, 3], [-0.5, -1.5], [0, 0]]),
        ("Math.Min", DualMath.Min, [[2, 3], [3, 2], [2, 2]]),
        ("Math.Max", DualMath.Max, [[2, 3], [3, 2], [2, 2]]),
    ];

    public static TheoryData<string> Unary => [.. s_unary.Select(f => f.Name)];

    public static TheoryData<string> Binary => [.. s_binary.Select(f => f.Name)];

    /// <summary>Powers by a constant, which take no logarithm and mostly no power.</summary>
    public static TheoryData<string> Exponents => ["0", "1", "2", "3", "4", "5", "0.5", "-1", "-2", "2.5", "-0.5", "1.5"];

    [Theory]
    [MemberData(nameof(Unary))]
    public void Of_one_argument(string name)
    {
        var (_, function, points) = s_unary.Single(f => f.Name == name);
        Check(
            $"real F(real x, real y) => y * {name}(x);",
            p => p[1] * function(p[0]),
            [.. points.Select(x => new[] { x, 1.25 })],
            name);
    }

    [Theory]
    [MemberData(nameof(Binary))]
    public void Of_two_arguments(string name)
    {
        var (_, function, points) = s_binary.Single(f => f.Name == name);
        Check($"real F(real x, real y) => 3 * {name}(x, y);", p => 3 * function(p[0], p[1]), points, name);
    }

    [Theory]
    [MemberData(nameof(Binary))]
    public void Of_two_arguments_the_second_constant(string name)
    {
        var (_, function, points) = s_binary.Single(f => f.Name == name);
        Check(
            $"real F(real x, [NoGradient] real y) => 3 * {name}(x, y);",
            p => 3 * function(p[0], p[1]),
            [.. points.Where(p => p[0] != 0)],
            name + " held");
    }

    [Theory]
    [MemberData(nameof(Binary))]
    public void Of_two_arguments_the_first_constant(string name)
    {
        var (_, function, points) = s_binary.Single(f => f.Name == name);
        Construct.Numbers(
            $"real F([NoGradient] real x, real y) => 3 * {name}(x, y);", p => 3 * function(p[0], p[1]), [.. points.Where(p => p[0] != 0)]);
    }

    [Theory]
    [MemberData(nameof(Exponents))]
    public void Constant_exponents(string exponent)
    {
        double n = double.Parse(exponent, System.Globalization.CultureInfo.InvariantCulture);
        Check($"real F(real x) => 3 * Math.Pow(x, {exponent});", p => 3 * DualMath.Pow(p[0], n), [[2], [0.75]], "Pow " + exponent);
    }

    [Fact]
    public void Constant_base() => Construct.Check(
        "real F(real x) => Math.Pow(2, x) * x;", p => DualMath.Pow(2, p[0]) * p[0], [[2], [-0.75]]);

    [Fact]
    public void Extrema_against_a_constant() => Construct.Check(
        "real F(real x) => Math.Max(x, 0) * x + Math.Min(3, x * x);",
        p => DualMath.Max(p[0], 0) * p[0] + DualMath.Min(3, p[0] * p[0]),
        [[2], [-0.75], [0]]);

    [Fact]
    public void A_logistic_written_by_hand() => Construct.Check(
        "real F(real w, real b) => 1 / (1 + Math.Exp(-(w * 2 + b)));",
        p => DualMath.Sigmoid(p[0] * 2 + p[1]),
        [[0.5, 0.25], [-3, 1]]);

    [Fact]
    public void A_softplus_written_by_hand() => Construct.Check(
        "real F(real x) => Math.Log(1 + Math.Exp(x));",
        p => DualMath.Softplus(p[0]),
        [[0.5], [-3]]);

    [Fact]
    public void A_hypotenuse_written_by_hand() => Construct.Check(
        "real F(real x, real y) => Math.Sqrt(x * x + y * y);",
        p => DualMath.Hypot(p[0], p[1]),
        [[0.5, 2], [-3, 4]]);

    /// <summary>Divided by once, also where the branch that does it is not the sweep's.</summary>
    [Fact]
    public void A_root_that_divides() => Construct.Check(
        """
        real F(real x, real y)
        {
            real unit = 0;
            if (x > 0)
            {
                real root = Math.Sqrt(x * x + y * y);
                unit = 1 / root;
                y = y * unit + y / root;
            }

            return y * Math.Exp(unit);
        }
        """,
        p =>
        {
            if (p[0].Value <= 0)
                return p[1];
            D root = DualMath.Hypot(p[0], p[1]), unit = 1 / root;
            return (p[1] * unit + p[1] / root) * DualMath.Exp(unit);
        },
        [[0.25, 2], [3e9, 2], [4, -3], [-1, 0.5]]);

    [Fact]
    public void Nested_functions() => Construct.Check(
        "real F(real x, real y) => Math.Sin(Math.Exp(Math.Cos(x * y))) / Math.Sqrt(1 + Math.Tanh(x) * Math.Tanh(x));",
        p => DualMath.Sin(DualMath.Exp(DualMath.Cos(p[0] * p[1]))) / DualMath.Sqrt(1 + DualMath.Tanh(p[0]) * DualMath.Tanh(p[0])),
        [[0.5, 2], [-3, 0.25]]);

    [Fact]
    public void The_family_is_cached_and_deterministic() => Construct.Run(
        "real F(real x, real y) => Math.Pow(x, 0.5) + Math.Max(x, y) * Functions.Softplus(x) + Math.Atan2(y, x);")
        .AssertCached().AssertDeterministic();

    // The snapshots of a theory are told apart by the function.
    private static void Check(string members, Func<D[], D> reference, double[][] points, string name) =>
        Construct.Check(members, reference, points, name: name.Replace(' ', '_'), member: "Of");
}
