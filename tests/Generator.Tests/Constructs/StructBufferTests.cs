namespace SymGrad.Generator.Tests.Constructs;

/// <summary>Buffers whose elements are structs: each leaf is a buffer of its own to the calculus, and a field to the generated code.</summary>
public class StructBufferTests
{
    [Fact]
    public void Sums_over_elements() => StructBufferConstruct.Check(
        """
        real F(ReadOnlySpan<Vec> p)
        {
            real energy = 0;
            for (int i = 0; i < p.Length; i++)
                energy += Math.Sin(p[i].X) * p[i].Y + p[i].Norm();
            return energy;
        }

        public struct Vec
        {
            public real X;
            public real Y { get; set; }

            public readonly real Norm() => X * X + Y * Y;
        }
        """);

    [Fact]
    public void Pairs_of_elements() => StructBufferConstruct.Check(
        """
        real F(Vec[] p, int n)
        {
            real y = 1;
            foreach (Vec a in p.AsSpan(0, n))
            {
                Vec b = p[^1];
                y *= 2 + (a - b).X * b.Y;
            }

            return y;
        }

        public record struct Vec(real X, real Y)
        {
            public static Vec operator -(Vec a, Vec b) => new(a.X - b.X, a.Y - b.Y);
        }
        """,
        "p, n");

    [Fact]
    public void Elements_that_are_replaced() => StructBufferConstruct.Check(
        """
        real F(ReadOnlySpan<Vec> p)
        {
            real y = p[0].X;
            for (int i = 1; i < p.Length; i++)
                y = y * p[i].Y + p[i - 1].Dot(p[i]);
            return y;
        }

        public readonly record struct Vec(real X, real Y)
        {
            public real Dot(Vec other) => X * other.X + Y * other.Y;
        }
        """);

    [Fact]
    public void Elements_of_nested_structs_that_are_replaced()
    {
        const string source = """
            using System;
            using SymGrad;

            public readonly record struct Vec(double X, double Y);

            public record struct Atom(double Charge)
            {
                public Vec Position { get; set; }
            }

            public static partial class Sample
            {
                [Differentiable]
                public static double F(ReadOnlySpan<Atom> atoms)
                {
                    double energy = 0;
                    for (int i = 1; i < atoms.Length; i++)
                        energy += atoms[i].Charge * atoms[i - 1].Charge * Math.Sin(atoms[i].Position.X - atoms[i - 1].Position.Y);
                    return energy;
                }
            }

            """;
        const string probe = """
            public static class Probe
            {
                public static string Compare()
                {
                    var report = SymGrad.GradientCheck.Compare(new Sample.FObjective(3), new double[] { 1, 0.5, 2, 3, 0.7, -1, 0.2, 1.5, 0.1 });
                    return report.Passed ? report.Entries[1].Name : report.ToString();
                }
            }

            """;
        using CompiledSample sample = GeneratorRun.Of(source, probe).Compile();
        Assert.Equal("atoms[0].Position.X", sample.Call<string>("Probe", "Compare"));
    }

    [Fact]
    public void Parts() => StructBufferConstruct.Check(
        """
        real F(ReadOnlySpan<Vec> p)
        {
            ReadOnlySpan<Vec> rest = p[1..];
            real y = p[0].X;
            for (int i = 0; i < rest.Length; i++)
                y = y * rest[i].Y + p[i].Y;
            return y;
        }

        public struct Vec
        {
            public real X, Y;
        }
        """);

    [Fact]
    public void Local_buffers() => StructBufferConstruct.Check(
        """
        real F(ReadOnlySpan<Vec> p, int n)
        {
            Span<Vec> q = new Vec[p.Length];
            p.CopyTo(q);
            for (int i = 1; i < q.Length; i++)
            {
                q[i].X += q[i - 1].X * p[i].Y;
                Vec v = q[i];
                v.Y *= v.X;
                q[i] = v;
                (q[0], q[i]) = (q[i], q[0]);
            }

            Span<Vec> tail = q.Slice(n);
            int k = 0;
            tail[k++].Y += p[0].X;
            return tail[k - 1].Y * q[^1].X + q[0].Y;
        }

        public struct Vec
        {
            public real X, Y;
        }
        """,
        "p, n");
}
