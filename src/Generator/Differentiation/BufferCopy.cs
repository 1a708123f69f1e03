using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>A new buffer with the elements of another one.</summary>
internal static class BufferCopy
{
    public static int Of(GraphBuilder builder, Input input)
    {
        int source = builder.Input(builder.InputIndex(input));
        return Of(builder, source, builder.Length(source), input.Name + "Copy");
    }

    public static int Of(GraphBuilder builder, int source, int length, string name)
    {
        ScalarType type = builder.ElementOf(source);
        int copy = builder.Allocate(type, length);
        builder.SetName(copy, name);
        return builder.ForEach(length, [copy], (i, current) => [builder.Store(current[0], i, builder.Load(type, source, i))])[0];
    }
}
