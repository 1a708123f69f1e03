namespace SymGrad.Generator.Tests.Constructs;

/// <summary>The library's methods that fill, clear and copy arrays and spans.</summary>
public class BufferCallTests
{
    [Fact]
    public void Fill_and_Clear() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x)
        {
            Span<real> a = new real[x.Length];
            a.Fill(x[0]);
            for (int i = 0; i < a.Length; i++)
                a[i] *= x[i];
            real y = a[^1];
            a.Clear();
            a[0] += x[^1];
            foreach (real e in a)
                y += e * e;
            return a.IsEmpty ? 0 : y;
        }
        """);

    [Fact]
    public void Copies() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            Span<real> a = new real[x.Length + 1];
            x.CopyTo(a);
            real[] b = a.ToArray();
            a[0] *= b[n];
            x.Slice(n).CopyTo(a[1..]);
            return a.TryCopyTo(b.AsSpan(1)) ? 0 : a[0] * a[1] + b[0];
        }
        """,
        "x, n");

    [Fact]
    public void Copies_within_the_same_elements() => LoopConstruct.Check(
        """
        real F(ReadOnlySpan<real> x, int n)
        {
            real[] a = new real[x.Length + 2];
            x.CopyTo(a);
            a.AsSpan(0, n + 1).CopyTo(a.AsSpan(1));
            a[0] = x[0] * x[0];
            Array.Copy(a, 1, a, 0, n);
            real y = 0;
            for (int i = 0; i < a.Length; i++)
                y = y * a[i] + x[0];
            return y;
        }
        """,
        "x, n");

    [Fact]
    public void Methods_of_Array() => LoopConstruct.Check(
        """
        real F(real[] x, int n)
        {
            real[] a = new real[x.Length + 1], b = new real[x.Length];
            Array.Copy(x, b, x.Length);
            b.CopyTo(a, 1);
            Array.Fill(b, x[n]);
            Array.Fill(b, 2 * x[0], n, 1);
            Array.Clear(a, 0, 1);
            real y = 1;
            for (int i = 0; i < b.Length; i++)
                y += a[i] * b[i] * a[^1];
            Array.Clear(b);
            return y + b[0];
        }
        """,
        "x, n");
}
