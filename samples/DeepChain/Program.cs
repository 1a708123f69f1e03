using System.Globalization;
using System.Numerics;
using System.Text;
using DeepChain;

// σ and ∂ are not in every console's own encoding, and a number is printed the same everywhere.
Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Console.WriteLine("""
    Chains of sigmoids, every w = 0.5, every b = 0.5.
    |∂z/∂w0|, generated and as the product 2·σ′(z0)·w1·σ′(z1)·…, and how far w0 moves in 1,000 steps at a learning rate of 0.1:

            double                               float
    layers  generated    product    w0 moves by  generated    product    w0 moves by  weights without a gradient
    """);
foreach (int layers in new[] { 3, 6, 20, 50, 100 })
{
    var wide = Depth<double>.Of(layers);
    var narrow = Depth<float>.Of(layers);
    string row = $"{layers,6}  {Cells(wide)}  {Cells(narrow)}  {narrow.Zeros} of {layers}";
    Console.WriteLine(narrow.Generated == 0 ? $"{row}: w0's underflows to 0" : row);
}

Console.WriteLine($"""

    What is below {float.Epsilon / 2.0:G2} is 0 in float. Near 0.5 the next smaller number is {0.5 - Math.BitDecrement(0.5):G2} away in double, and {0.5f - MathF.BitDecrement(0.5f):G2} in float.
    """);

static string Cells<T>(Depth<T> depth)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    string relation = depth.Agrees ? "=" : "≠";
    return $"{Number(depth.Generated),-9} {relation}  {Number(depth.Product),-9}  {depth.Moved,-11:G3}";
}

static string Number<T>(T value)
    where T : INumberBase<T> => T.IsZero(value) ? "0" : value.ToString("0.000E+00", null);
