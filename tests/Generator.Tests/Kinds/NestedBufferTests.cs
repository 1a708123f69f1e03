using System.Runtime.CompilerServices;
using D = SymGrad.Generator.Tests.Kinds.HyperDual;

namespace SymGrad.Generator.Tests.Kinds;

/// <summary>Methods that call generated members with loops and buffers in them: every kind of derivative of such methods.</summary>
public class NestedBufferTests
{
    private const string Scalar = "Derivatives.Jvp | Derivatives.Vjp | Derivatives.Hessian";

    [Fact]
    public void The_slope_of_a_loss() => Check(
        """
        void F([NoGradient] ReadOnlySpan<real> points, ReadOnlySpan<real> centroids, Span<real> slope) => CostGradient(points, centroids, slope);

        [Differentiable]
        private static real Cost([NoGradient] ReadOnlySpan<real> points, ReadOnlySpan<real> centroids)
        {
            real cost = 0;
            for (int i = 0; i < points.Length; i++)
            {
                real least = real.PositiveInfinity;
                for (int k = 0; k < centroids.Length; k++)
                    least = Math.Min(least, (points[i] - centroids[k]) * (points[i] - centroids[k]) * centroids[k]);
                cost += least;
            }

            return cost;
        }
        """,
        "*x, c:2, >r",
        2,
        (p, x, _) =>
        {
            D[] slope = [0, 0];
            foreach (double d in x)
            {
                D[] costs = [.. p.Select(c => (d - c) * (d - c) * c)];
                int least = costs[0] < costs[1] ? 0 : 1;
                slope[least] += (d - p[least]) * (d - p[least]) - 2 * (d - p[least]) * p[least];
            }

            return slope;
        });

    [Fact]
    public void The_slope_of_distances_to_the_nearest() => Check(
        """
        void F([NoGradient] ReadOnlySpan<real> points, ReadOnlySpan<real> centroids, int d, Span<real> slope) => CostGradient(points, centroids, d, slope);

        [Differentiable]
        private static real Cost([NoGradient] ReadOnlySpan<real> points, ReadOnlySpan<real> centroids, int d)
        {
            real cost = 0;
            for (int p = 0; p < points.Length / d; p++)
            {
                ReadOnlySpan<real> point = points.Slice(p * d, d);
                real nearest = real.PositiveInfinity;
                for (int c = 0; c < centroids.Length / d; c++)
                    nearest = Math.Min(nearest, Distance(point, centroids.Slice(c * d, d)));
                cost += nearest;
            }

            return cost;
        }

        private static real Distance(ReadOnlySpan<real> a, ReadOnlySpan<real> b)
        {
            real sum = 0;
            for (int i = 0; i < a.Length; i++)
                sum += (a[i] - b[i]) * (a[i] - b[i]) * b[i];
            return sum;
        }
        """,
        "*x, c:8, *n, >r",
        8,
        (p, x, _) =>
        {
            D[] costs = [.. Enumerable.Range(0, 2).Select(c => x.Select((d, i) => (d - p[4 * c + i]) * (d - p[4 * c + i]) * p[4 * c + i]).Aggregate((a, b) => a + b))];
            int nearest = costs[0] < costs[1] ? 0 : 1;
            return [.. p.Select((c, i) => i / 4 == nearest ? (x[i % 4] - c) * (x[i % 4] - c) - 2 * (x[i % 4] - c) * c : 0 * c)];
        },
        "Derivatives.Jvp");

    [Fact]
    public void Steps_of_gradient_descent() => Check(
        """
        real F(ReadOnlySpan<real> start, real rate, int steps)
        {
            Span<real> x = stackalloc real[start.Length];
            Span<real> gradient = stackalloc real[start.Length];
            start.CopyTo(x);
            for (int t = 0; t < steps; t++)
            {
                PotentialGradient(x, gradient);
                for (int i = 0; i < x.Length; i++)
                    x[i] -= rate * gradient[i];
            }

            return Potential(x);
        }

        [Differentiable]
        private static real Potential(ReadOnlySpan<real> x)
        {
            real energy = 0;
            for (int i = 1; i < x.Length; i++)
                energy += x[i] * x[i] * x[i - 1];
            return energy;
        }
        """,
        "s:3, rate, *n",
        1,
        (p, _, _) =>
        {
            D[] x = p[..3];
            for (int t = 0; t < 4; t++)
                x = [x[0] - p[3] * x[1] * x[1], x[1] - p[3] * (2 * x[1] * x[0] + x[2] * x[2]), x[2] - p[3] * 2 * x[2] * x[1]];
            return [x[1] * x[1] * x[0] + x[2] * x[2] * x[1]];
        },
        Scalar);

    // The loss of a polynomial after one step: what the gradient of one step keeps for its way back is differentiated, too.
    [Fact]
    public void Meta_learning() => Check(
        """
        real F(ReadOnlySpan<real> weights, real rate, [NoGradient] ReadOnlySpan<real> x)
        {
            Span<real> gradient = stackalloc real[weights.Length], moved = stackalloc real[weights.Length];
            LossGradient(weights, x, gradient);
            for (int i = 0; i < weights.Length; i++)
                moved[i] = weights[i] - rate * gradient[i];
            return Loss(moved, x);
        }

        [Differentiable]
        private static real Loss(ReadOnlySpan<real> weights, [NoGradient] ReadOnlySpan<real> x)
        {
            real loss = 0;
            foreach (real point in x)
            {
                real y = 0;
                for (int k = weights.Length - 1; k >= 0; k--)
                    y = Math.Tanh(y * point + weights[k]);
                loss += (y - point) * (y - point);
            }

            return loss;
        }
        """,
        "w:2, rate, *x",
        1,
        (p, x, _) =>
        {
            (D Loss, D By0, D By1) Loss(D w0, D w1)
            {
                D loss = 0, by0 = 0, by1 = 0;
                foreach (double point in x)
                {
                    D inner = D.Tanh(w1), y = D.Tanh(inner * point + w0), slope = 2 * (y - point) * (1 - y * y);
                    loss += (y - point) * (y - point);
                    by0 += slope;
                    by1 += slope * point * (1 - inner * inner);
                }

                return (loss, by0, by1);
            }

            (D Loss, D By0, D By1) first = Loss(p[0], p[1]);
            return [Loss(p[0] - p[2] * first.By0, p[1] - p[2] * first.By1).Loss];
        },
        Scalar);

    [Fact]
    public void Loops_that_give_a_number() => Check(
        """
        real F(real a, real b, int n)
        {
            real slope = PowerGradient(a, n);
            return slope * b + PowerGradient(b * slope, 2);
        }

        [Differentiable]
        private static real Power(real x, int n)
        {
            real power = 1;
            for (int i = 0; i < n; i++)
                power *= x;
            return power;
        }
        """,
        "a, b, *n",
        1,
        (p, _, _) =>
        {
            D slope = 4 * p[0] * p[0] * p[0];
            return [slope * p[1] + 2 * p[1] * slope];
        },
        Scalar);

    [Fact]
    public void Newtons_method() => Check(
        """
        real F(real x, real y, int n)
        {
            Span<real> h = stackalloc real[4];
            for (int i = 0; i < n; i++)
            {
                var (gx, gy) = PotentialGradient(x, y);
                PotentialHessian(x, y, h);
                real determinant = h[0] * h[3] - h[1] * h[2];
                (x, y) = (x - (h[3] * gx - h[1] * gy) / determinant, y - (h[0] * gy - h[2] * gx) / determinant);
            }

            return x * y;
        }

        [Differentiable(Derivatives.Hessian)]
        private static real Potential(real x, real y) => x * x * x * x + x * y + y * y * y * y + y * y;
        """,
        "x, y, *n",
        1,
        (p, _, _) =>
        {
            (D x, D y) = (p[0], p[1]);
            for (int i = 0; i < 4; i++)
            {
                D gx = 4 * x * x * x + y, gy = x + 4 * y * y * y + 2 * y, a = 12 * x * x, d = 12 * y * y + 2, determinant = a * d - 1;
                (x, y) = (x - (d * gx - gy) / determinant, y - (a * gy - gx) / determinant);
            }

            return [x * y];
        },
        Scalar);

    [Fact]
    public void Products_with_buffers() => Check(
        """
        real F(ReadOnlySpan<real> x, real w)
        {
            Span<real> along = stackalloc real[x.Length], product = stackalloc real[x.Length];
            for (int i = 0; i < x.Length; i++)
                along[i] = w * x[i];
            var (value, tangent) = EnergyJvp(x, w, along, 1);
            real sum = value * tangent + EnergyHessianVectorProduct(x, w, along, 0, product);
            for (int i = 0; i < x.Length; i++)
                sum += product[i] * x[i];
            sum += EnergyVjp(x, w, w, product);
            return sum + product[0];
        }

        [Differentiable(Derivatives.Jvp | Derivatives.Vjp | Derivatives.HessianVectorProduct)]
        private static real Energy(ReadOnlySpan<real> x, real w)
        {
            real sum = 0;
            foreach (real e in x)
                sum += e * e * e;
            return sum * w;
        }
        """,
        "x:2, w",
        1,
        (p, _, _) =>
        {
            D w = p[2], cubes = p[0] * p[0] * p[0] + p[1] * p[1] * p[1];
            D tangent = 3 * w * w * cubes + cubes, byW = 3 * w * cubes, products = 6 * w * w * cubes;
            return [w * cubes * tangent + byW + products + w * cubes + w * w * 3 * p[0] * p[0]];
        },
        Scalar);

    [Fact]
    public void Of_a_method_that_fills_a_span() => Check(
        """
        void F(ReadOnlySpan<real> x, real w, Span<real> r)
        {
            Span<real> y = stackalloc real[x.Length], tangent = stackalloc real[x.Length];
            y[0] = w;
            StepJvp(x, w, y, x, 1, tangent);
            r[0] = StepVjp(x, w, y, tangent, r[1..]) * y[1];
        }

        [Differentiable(Derivatives.Jvp | Derivatives.Vjp)]
        private static void Step(ReadOnlySpan<real> x, real w, Span<real> y)
        {
            for (int i = 0; i < x.Length; i++)
                y[i] = x[i] * x[i] * w + (i > 0 ? y[i - 1] : y[i]);
        }
        """,
        "x:2, w, >r",
        3,
        (p, _, _) =>
        {
            D a = p[0], b = p[1], w = p[2];
            D tangent0 = 2 * a * a * w + a * a, tangent1 = 2 * b * b * w + b * b + tangent0;
            D y0 = a * a * w + w, again1 = b * b * w + (a * a * w + y0);
            return [(tangent0 * a * a + tangent1 * (a * a + b * b)) * again1, (tangent0 + tangent1) * 2 * a * w, tangent1 * 2 * b * w];
        });

    [Fact]
    public void Parts_of_one_buffer_in_branches() => Check(
        """
        real F(ReadOnlySpan<real> z, real w, int n)
        {
            real sum = 0;
            Span<real> slopes = stackalloc real[z.Length];
            for (int k = 0; k < n; k++)
            {
                int half = z.Length / 2;
                if (k % 2 == 0)
                    sum += PairGradient(z[..half], z[half..], w, slopes[..half], slopes[half..]);
                else
                    sum -= PairValueAndGradient(z[half..], z[..half], sum, slopes[half..], slopes[..half]).Value;
                for (int i = 0; i < slopes.Length; i++)
                    sum += slopes[i] * z[i];
            }

            return sum;
        }

        [Differentiable]
        private static real Pair(ReadOnlySpan<real> q, ReadOnlySpan<real> p, real w)
        {
            real sum = 0;
            for (int i = 0; i < q.Length; i++)
                sum += q[i] * q[i] * p[i] * w;
            return sum;
        }
        """,
        "z:4, w, *n",
        1,
        (p, _, _) =>
        {
            D sum = 0, forth = p[0] * p[0] * p[2] + p[1] * p[1] * p[3], back = p[2] * p[2] * p[0] + p[3] * p[3] * p[1];
            for (int k = 0; k < 4; k++)
                sum = k % 2 == 0 ? sum + forth + 3 * p[4] * forth : sum - sum * back + 3 * sum * back;
            return [sum];
        },
        Scalar);

    [Fact]
    public void Buffers_of_structs() => Check(
        """
        real F(ReadOnlySpan<real> x, real w)
        {
            Span<Vec> points = stackalloc Vec[x.Length], slopes = stackalloc Vec[x.Length];
            for (int i = 0; i < x.Length; i++)
                (points[i], slopes[i]) = (new Vec { X = x[i], Y = w, Number = i }, new Vec { Number = 7 });
            EnergyGradient(points, slopes);
            real sum = 0;
            foreach (Vec slope in slopes)
                sum += slope.X * slope.X * (slope.Y + slope.Number);
            return sum;
        }

        public struct Vec { public real X, Y; public int Number; }

        [Differentiable]
        private static real Energy(ReadOnlySpan<Vec> points)
        {
            real sum = 0;
            foreach (Vec p in points)
                sum += p.X * p.X * p.Y * p.Number + p.X;
            return sum;
        }
        """,
        "x:2, w",
        1,
        (p, _, _) =>
        {
            D sum = 0;
            for (int i = 0; i < 2; i++)
            {
                D a = 2 * p[i] * p[2] * i + 1, b = p[i] * p[i] * i;
                sum += a * a * b;
            }

            return [sum];
        },
        Scalar);

    [Fact]
    public void Matrices_as_large_as_buffers() => Check(
        """
        real F(ReadOnlySpan<real> x, real w)
        {
            int n = x.Length + 1;
            Span<real> hessian = stackalloc real[n * n], rows = stackalloc real[2 * n], columns = stackalloc real[x.Length * n], y = stackalloc real[x.Length];
            EnergyHessian(x, w, hessian);
            PowersJacobian(x, w, rows);
            y[0] = w;
            StepJacobian(x, w, y, columns);
            return hessian[1] * rows[n] + hessian[n * n - 1] * columns[n + 1] + rows[1] * columns[0] + hessian[n] * y[0] + columns[2] - hessian[2];
        }

        [Differentiable(Derivatives.Hessian)]
        private static real Energy(ReadOnlySpan<real> x, real w)
        {
            real sum = w;
            foreach (real e in x)
                sum *= e * w;
            return sum;
        }

        [Differentiable]
        private static (real, real) Powers(ReadOnlySpan<real> x, real w)
        {
            real squares = 0, cubes = 0;
            foreach (real e in x)
                (squares, cubes) = (squares + e * e, cubes + w * e * e * e);
            return (squares, cubes);
        }

        [Differentiable]
        private static void Step(ReadOnlySpan<real> x, real w, Span<real> y)
        {
            for (int i = 0; i < x.Length; i++)
                y[i] = x[i] * x[i] * w + (i > 0 ? x[i - 1] * w : y[i]);
        }
        """,
        "x:2, w",
        1,
        (p, _, _) =>
        {
            // Energy is a·b·w³.
            D a = p[0], b = p[1], w = p[2];
            D h1 = w * w * w, h2 = 3 * b * w * w, h3 = h1, h8 = 6 * a * b * w;
            D rows1 = 2 * b, rows3 = 3 * w * a * a, columns0 = 2 * a * w, columns2 = a * a, columns4 = 2 * b * w, y0 = a * a * w + w;
            return [h1 * rows3 + h8 * columns4 + rows1 * columns0 + h3 * y0 + columns2 - h2];
        },
        "Derivatives.Jvp | Derivatives.Vjp");

    [Fact]
    public void Third_order() => Check(
        """
        real F(ReadOnlySpan<real> x, real w)
        {
            Span<real> g = stackalloc real[x.Length];
            return SecondGradient(x, w, g) + g[0];
        }

        [Differentiable]
        private static real Second(ReadOnlySpan<real> x, real w)
        {
            Span<real> g = stackalloc real[x.Length];
            real sum = FirstGradient(x, w, g);
            for (int i = 0; i < x.Length; i++)
                sum += g[i] * g[i];
            return sum;
        }

        [Differentiable]
        private static real First(ReadOnlySpan<real> x, real w)
        {
            real y = w;
            foreach (real e in x)
                y = y * e + w * w;
            return y;
        }
        """,
        "x:2, w",
        1,
        (p, _, _) =>
        {
            // First = (w·a + w²)·b + w²; its partials are w·b, w·a + w² and a·b + 2w·b + 2w.
            D a = p[0], b = p[1], w = p[2];
            D byW = 2 * b + 2 + 2 * w * b * b + 2 * (w * a + w * w) * (a + 2 * w), byA = b + 2 * (w * a + w * w) * w;
            return [byW + byA];
        },
        Scalar);

    private static void Check(
        string members, string arguments, int results, Func<D[], double[], double[], D[]> reference, string kinds = Kinds.First,
        [CallerFilePath] string file = "", [CallerMemberName] string member = "") => BufferKinds.Check(
            $"using System;\nusing SymGrad;\n\npublic static partial class Sample\n{{\n    [Differentiable(KINDS)]\n    public static {members.Replace("\n", "\n    ", StringComparison.Ordinal).Replace("\n    \n", "\n\n", StringComparison.Ordinal)}\n}}\n",
            arguments, results, reference, kinds, file, member);
}
