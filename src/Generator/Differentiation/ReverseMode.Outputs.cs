using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>A buffer that is the function's output: its adjoints begin as the cotangent.</summary>
internal sealed partial class ReverseMode
{
    private bool IsOutput(int result) => Source[result].Type == ScalarType.Buffer
        && Source[Source.MemoryOf(result)] is { Op: Op.Input, Payload: var input } && Source.Inputs[(int)input].IsOutput;

    // A copy, since the sweep takes from it what each store has overwritten.
    private void SeedOutput(int memory, int cotangent, AdjointScope adjoints)
    {
        int adjoint = BufferCopy.Of(Target, cotangent, Target.Length(this[memory]), "d" + Source.Inputs[(int)Source[memory].Payload].Name);
        adjoints.Set(memory, new Adjoint(new Expr(Target, adjoint), null));
    }
}
