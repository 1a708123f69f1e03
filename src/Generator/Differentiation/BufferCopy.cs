using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>A new buffer with the elements of another one.</summary>
internal static class BufferCopy
{
    public static int Of(GraphBuilder builder, int source, int length, string name)
    {
        ScalarType type = builder.ElementOf(source);
        int copy = builder.Allocate(type, length);
        builder.SetName(copy, name);
        return builder.Loop(
            [copy, builder.Constant(ScalarType.Int32, 0L)],
            current =>
            {
                builder.SetName(current[1], "i");
                return builder.Add(Op.Less, ScalarType.Boolean, current[1], length);
            },
            current =>
            [
                builder.Store(current[0], current[1], builder.Load(type, source, current[1])),
                builder.Add(Op.Add, ScalarType.Int32, current[1], builder.Constant(ScalarType.Int32, 1L)),
            ])[0];
    }
}
