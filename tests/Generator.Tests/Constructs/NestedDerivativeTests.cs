using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Methods that call generated members of others: differentiated through, to any order.</summary>
public class NestedDerivativeTests
{
    [Fact]
    public void An_Euler_step() => Check(
        """
        public static real F(real p, real q, real h)
        {
            var (q2, p2) = Step(p, q, h);
            return p2 * p2 / 2 + Potential(q2, 1);
        }

        private static (real, real) Step(real p, real q, real h)
        {
            var (dq, _) = PotentialGradient(q, 1);
            return (q + h * p, p - h * dq);
        }

        [Differentiable]
        public static real Potential(real q, real k) => k * q * q / 2 + q * q * q * q / 4;
        """,
        a =>
        {
            D q2 = a[1] + a[2] * a[0], p2 = a[0] - a[2] * (a[1] + a[1] * a[1] * a[1]);
            return p2 * p2 / 2 + q2 * q2 / 2 + q2 * q2 * q2 * q2 / 4;
        },
        [[0.5, 0.75, 0.1], [-1.5, 0.25, 0.02]]);

    [Fact]
    public void A_gradient_penalty() => Check(
        """
        public static real F(real x, real y)
        {
            var (value, gradient) = LossValueAndGradient(x, y);
            return value + gradient.x * gradient.x + gradient.y * gradient.y;
        }

        [Differentiable]
        public static real Loss(real x, real y)
        {
            real z = x * y;
            return Math.Exp(z) + y;
        }
        """,
        a =>
        {
            D e = DualMath.Exp(a[0] * a[1]), gx = a[1] * e, gy = a[0] * e + 1;
            return e + a[1] + gx * gx + gy * gy;
        },
        [[0.5, 0.75], [-1.5, 0.25]]);

    [Fact]
    public void Third_order() => Check(
        """
        public static real F(real x) => SecondGradient(x);

        [Differentiable]
        public static real Second(real x) => FirstGradient(x);

        [Differentiable]
        public static real First(real x) => Math.Sin(x) * x;
        """,
        a => 2 * DualMath.Cos(a[0]) - a[0] * DualMath.Sin(a[0]),
        [[0.5], [-1.5]]);

    [Fact]
    public void In_another_type_with_structs_and_guards() => Check(
        """
        public static real F(Point p, real w, int n)
        {
            if (w < 0)
                return w;
            Point slope = Energy.BarrierGradient(new Point(p.X * w, p.Y), n);
            return slope.X * slope.Y;
        }
        """,
        a =>
        {
            D x = a[0] * a[2];
            return a[2] < 0 ? a[2] : 2 * x * a[1] * x * x;
        },
        [[0.5, 0.75, 2, 2], [-1.5, 0.25, -1, 3], [1, 2, 3, 2], [1, 2, 3, 1]],
        """
        public readonly record struct Point(real X, real Y);

        public static partial class Energy
        {
            [Differentiable]
            public static real Barrier(Point p, int n)
            {
                if (n != 2)
                    throw new ArgumentException("two", nameof(n));
                return p.X * p.X * p.Y;
            }
        }
        """);

    [Fact]
    public void Of_a_method_with_a_custom_derivative() => Check(
        """
        public static real F(real x) => GrowthGradient(x) * x;

        [Differentiable]
        public static real Growth(real x) => Exponential(2 * x);

        private static real Exponential(real x) => Math.Exp(x);

        [DerivativeOf(nameof(Exponential))]
        private static real ExponentialDerivative(real x) => Exponential(x);
        """,
        a => 2 * DualMath.Exp(2 * a[0]) * a[0],
        [[0.5], [-1.5]]);

    [Fact]
    public void Of_an_object_with_fields() => Check(
        """
        public real F(real x) => EnergyGradient(x) * x;

        private real _k;

        public void Set(real k) => _k = k;

        [Differentiable]
        public real Energy(real x) => _k * x * x * x;
        """,
        a => 3 * a[0].AsConstant() * a[1] * a[1] * a[1],
        [[0.5, 2], [-1.5, 3]]);

    [Fact]
    public void What_is_held_constant_stays_so() => Check(
        """
        public static real F(real x) => OtherGradient(x) * x;

        [Differentiable]
        public static real Other(real x) => x * x * Differentiate.Constant(x);
        """,
        a => 2 * a[0] * a[0].AsConstant() * a[0],
        [[0.5], [-1.5]]);

    [Fact]
    public void Along_a_direction_and_against_a_cotangent() => Check(
        """
        public static real F(real x, real y)
        {
            var (value, tangent) = LossJvp(x, y, y, x);
            var (gx, gy) = LossVjp(x, y, x);
            var (hx, hy) = LossHessianVectorProduct(x, y, x, 2);
            return value * tangent + gx * gy + hx * hy;
        }

        [Differentiable(Derivatives.Jvp | Derivatives.Vjp | Derivatives.HessianVectorProduct)]
        public static real Loss(real x, real y) => x * x * y;
        """,
        a =>
        {
            D x = a[0], y = a[1], dx = 2 * x * y, dy = x * x;
            return x * x * y * (dx * y + dy * x) + x * dx * x * dy + (2 * y * x + 2 * x * 2) * (2 * x * x);
        },
        [[0.5, 0.75], [-1.5, 0.25]]);

    [Fact]
    public void Of_a_method_with_several_results() => Check(
        """
        public static real F(real q, real p)
        {
            var (value, tangent) = StepJvp(q, p, 1, q);
            return value.Item1 * tangent.Item2 + StepVjp(q, p, (p, q)).q;
        }

        [Differentiable(Derivatives.Jvp | Derivatives.Vjp)]
        public static (real, real) Step(real q, real p) => (q + p * q, p - q * q * q);
        """,
        a =>
        {
            D q = a[0], p = a[1];
            return (q + p * q) * (q - 3 * q * q) + (1 + p) * p - 3 * q * q * q;
        },
        [[0.5, 0.75], [-1.5, 0.25]]);

    // What is held constant inside is a variable outside, and no place in the gradient is its.
    [Fact]
    public void Of_a_method_with_a_parameter_held_constant() => Check(
        """
        public static real F(real w, real x)
        {
            var (dx, dy) = LossGradient(w, x, 3);
            var (value, tangent) = LossJvp(w, x, w, 1, 2);
            var (hx, hy) = LossHessianVectorProduct(w, x, w, 1, x);
            return dx * dy + value * tangent + hx * hy;
        }

        [Differentiable(Derivatives.Jvp | Derivatives.HessianVectorProduct)]
        public static real Loss([NoGradient] real w, real x, real y) => w * w * x * x + x * y * w;
        """,
        a =>
        {
            D w = a[0], x = a[1];
            D dx = 2 * w * w * x + 3 * w, dy = x * w;
            D value = w * w * x * x + x * w * w, tangent = 2 * w * w * x + w * w + 2 * x * w;
            D hx = 2 * w * w + w * x, hy = w;
            return dx * dy + value * tangent + hx * hy;
        },
        [[0.5, 0.75], [-1.5, 0.25]]);

    [Fact]
    public void Of_a_method_that_takes_a_matrix() => Check(
        """
        public static real F(real x, real y)
        {
            real[,] a = new real[2, 3], slopes = new real[2, 3];
            for (int i = 0; i < 2; i++)
                (a[i, 0], a[i, 1], a[i, 2]) = (x, y * i, 1);
            ProductsGradient(a, slopes);
            return slopes[0, 1] * slopes[1, 2] + slopes[1, 1];
        }

        [Differentiable]
        public static real Products(real[,] a) =>
            a[0, 0] * a[0, 1] * a[0, 2] * a[0, 0] + a[1, 0] * a[1, 1] * a[1, 2] * a[1, a.GetLength(1) - 3] * a.GetLength(0);
        """,
        a => a[0] * a[0] * (2 * a[0] * a[0] * a[1]) + 2 * a[0] * a[0],
        [[0.5, 0.75], [-1.5, 0.25]]);

    [Fact]
    public void The_Jacobian_of_a_method() => Check(
        """
        public static real F(real x, real y)
        {
            real[] jacobian = new real[6];
            FieldJacobian(new Point(x, y), jacobian);
            return jacobian[0] * jacobian[1] + jacobian[2] * jacobian[5] + jacobian[3] - jacobian[4];
        }

        [Differentiable]
        public static (real, real, real) Field(Point p) => (p.X * p.Y, Math.Exp(p.X), p.Y);
        """,
        a => a[1] * a[0] + DualMath.Exp(a[0]),
        [[0.5, 0.75], [-1.5, 0.25]],
        "public readonly record struct Point(real X, real Y);");

    private static void Check(
        string members, Func<D[], D> reference, double[][] points, string types = "",
        [System.Runtime.CompilerServices.CallerFilePath] string file = "", [System.Runtime.CompilerServices.CallerMemberName] string member = "")
    {
        string indented = string.Join("\n", members.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
        string kind = members.StartsWith("public static", StringComparison.Ordinal) ? "static" : "sealed";
        Construct.Check(
            $"using System;\nusing SymGrad;\n\npublic {kind} partial class Sample\n{{\n    [Differentiable]\n{indented}\n}}\n{types}",
            reference, points, ulps: 16, file: file, member: member);
    }
}
