using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymGrad.Runtime.Tests;

public sealed class ParametersTests
{
    [Fact]
    public void Sees_a_nested_struct_in_declaration_order_and_writes_through()
    {
        var network = new Network { First = new(1, 2), Second = new(3, 4), Scale = 5 };

        Span<float> span = Parameters.AsSpan<Network, float>(ref network);

        Assert.Equal([1, 2, 3, 4, 5], span.ToArray());
        span[3] = 40;
        Assert.Equal(40, network.Second.Bias);
        network.Scale = 50;
        Assert.Equal(50, span[4]);
    }

    [Fact]
    public void Sees_inline_arrays_also_of_structs()
    {
        var deep = new Deep { Last = 7 };
        deep.Layers[1] = new(3, 4);

        Assert.Equal([0, 0, 3, 4, 0, 0, 7], Parameters.AsSpan<Deep, float>(ref deep).ToArray());
    }

    [Fact]
    public void Sees_a_single_scalar()
    {
        double x = 3;
        Assert.Equal([3.0], Parameters.AsSpan<double, double>(ref x).ToArray());
    }

    [Fact]
    public void Refusals_name_the_field_and_its_type()
    {
        Refuses<WithInteger, float>("'Inner.Count'", "System.Int32");
        Refuses<WithDouble, float>("'Wide'", "System.Double");
        Refuses<WithFlag, float>("'On'", "System.Boolean");
        Refuses<WithReference, float>("'Name'", "System.String");
        Refuses<WithEnum, float>("'Day'", "System.DayOfWeek");
        Refuses<WithProperty, float>("'Count'", "System.Int32");
        Refuses<WithFrozen, float>("'Frozen'", "[NoGradient]");
        Refuses<Layer, double>("'Weight'", "System.Single");
        Refuses<int, float>("System.Int32");
    }

    [Fact]
    public void Refuses_layouts_that_are_not_a_plain_run_of_scalars()
    {
        Refuses<Empty, float>("no fields");
        Refuses<Auto, float>("layout");
        Refuses<Explicit, float>("layout");
        Refuses<Padded, float>("16 bytes");
        Refuses<(float, float), float>("layout");
    }

    [Fact]
    public void A_second_call_allocates_nothing()
    {
        var layer = new Layer(1, 2);
        Parameters.AsSpan<Layer, float>(ref layer);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int length = Parameters.AsSpan<Layer, float>(ref layer).Length;
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(2, length);
        Assert.Equal(0, after - before);
    }

    private static void Refuses<TStruct, T>(params string[] parts)
        where TStruct : struct
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var value = default(TStruct);
        for (int call = 0; call < 2; call++)
        {
            ArgumentException exception =
                Assert.Throws<ArgumentException>("parameters", () => Parameters.AsSpan<TStruct, T>(ref value).Length);
            Assert.All(parts, part => Assert.Contains(part, exception.Message));
        }
    }

    private record struct Layer(float Weight, float Bias);

    private struct Network
    {
        public Layer First, Second;
        public float Scale;
    }

    [InlineArray(3)]
    private struct ThreeLayers
    {
        private Layer _layer;
    }

    private struct Deep
    {
        public ThreeLayers Layers;
        public float Last;
    }

#pragma warning disable CS0649, CS0169 // Fields that are here for their type only.
    private struct Counter
    {
        public float Value;
        public int Count;
    }

    private struct WithInteger
    {
        public float A;
        public Counter Inner;
    }

    private struct WithDouble
    {
        public float A;
        public double Wide;
    }

    private struct WithFlag
    {
        public float A;
        public bool On;
    }

    private struct WithReference
    {
        public float A;
        public string? Name;
    }

    private struct WithEnum
    {
        public DayOfWeek Day;
        public float A;
    }

    private struct WithProperty
    {
        public int Count { get; set; }
    }

    private struct WithFrozen
    {
        public float A;
        [NoGradient]
        public float Frozen;
    }

    private struct Empty;

    [StructLayout(LayoutKind.Auto)]
    private struct Auto
    {
        public float A, B;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Explicit
    {
        [FieldOffset(0)]
        public float A;
        [FieldOffset(4)]
        public float B;
    }

    [StructLayout(LayoutKind.Sequential, Size = 16)]
    private struct Padded
    {
        public float A, B;
    }
#pragma warning restore CS0649, CS0169
}
