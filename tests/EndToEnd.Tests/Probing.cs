namespace SymGrad.EndToEnd.Tests;

/// <summary>
/// What a probe in a compiled program reads, a point with a direction and a cotangent, and what it notes, the numbers of one member there.
/// Public, since programs that tests compile call it.
/// </summary>
/// <param name="axis">What the twin is differentiated by.</param>
public sealed class Probing(double[] at, int axis = -1)
{
    /// <summary>The value of the method, or the member's own value, first; or what the twin gives.</summary>
    public List<double> Numbers { get; } = [];

    public List<double> Tangents { get; } = [];

    public List<double> Scales { get; } = [];

    /// <summary>Whether the twin has taken a root of 0 or divided by 0.</summary>
    public bool HasMetPole { get; set; }

    public double Double(int i) => at[i];

    public float Float(int i) => (float)at[i];

    public int Int(int i) => (int)at[i];

    public bool Bool(int i) => at[i] != 0;

    public double[] Doubles(int first, int count) => at[first..(first + count)];

    public float[] Floats(int first, int count) => Array.ConvertAll(Doubles(first, count), x => (float)x);

    public int[] Ints(int first, int count) => Array.ConvertAll(Doubles(first, count), x => (int)x);

    public Dual<double> D(int i) => Dual<double>.Variable(at[i], i == axis ? 1 : 0);

    public Dual<float> S(int i) => Dual<float>.Variable((float)at[i], i == axis ? 1 : 0);

    public Dual<double> HeldD(int i) => Dual<double>.Constant(at[i]);

    public Dual<float> HeldS(int i) => Dual<float>.Constant((float)at[i]);

    /// <summary>The direction along an axis; exact in <c>float</c>.</summary>
    public static double V(int i) => (((i * 7) + 3) % 16 - 7.5) / 8;

    public static float VF(int i) => (float)V(i);

    /// <summary>The cotangent of a result.</summary>
    public static double U(int row) => row % 2 == 0 ? 0.75 + row : -1.25;

    public static float UF(int row) => (float)U(row);

    /// <summary>A destination that nothing has been written to.</summary>
    public static T[] Fresh<T>(int length, T nothing)
    {
        var fresh = new T[length];
        Array.Fill(fresh, nothing);
        return fresh;
    }

    public static T[,] Fresh<T>(int rows, int columns, T nothing) => Matrix(Fresh(rows * columns, nothing), columns);

    public static T[,] Matrix<T>(T[] elements, int columns)
    {
        var matrix = new T[elements.Length / columns, columns];
        for (var i = 0; i < elements.Length; i++)
            matrix[i / columns, i % columns] = elements[i];
        return matrix;
    }

    /// <summary>What an output holds before the method is called.</summary>
    public static double Before(int row) => 0.5 - row;

    public static T[] Made<T>(int length, Func<int, T> element) => [.. Enumerable.Range(0, length).Select(element)];

    public void Add(double number) => Numbers.Add(number);

    public void Add(double[] numbers) => Numbers.AddRange(numbers);

    public void Add(float[] numbers) => Numbers.AddRange(numbers.Select(x => (double)x));

    public void Twin(Dual<double> number) => Twin(number.Value, number.Tangent, number.Scale);

    public void Twin(Dual<float> number) => Twin(number.Value, number.Tangent, number.Scale);

    public void Twin(Dual<double>[] numbers) => Array.ForEach(numbers, Twin);

    public void Twin(Dual<float>[] numbers) => Array.ForEach(numbers, Twin);

    private void Twin(double value, double tangent, double scale)
    {
        Numbers.Add(value);
        Tangents.Add(tangent);
        Scales.Add(scale);
    }
}
