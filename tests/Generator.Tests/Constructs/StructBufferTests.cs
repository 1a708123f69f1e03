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
