using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// Where the inputs and the results of an iteration and its sweep, as one function, are. Inputs: those of the iteration; a cotangent for
/// each result; a buffer for the adjoint of each active buffer; the tape, its top, the top from which the sweep
/// goes back, and how far above the tape it keeps what it needs itself. Results: the next values; the adjoint of each active
/// input; the tape and its top after the iteration, how far the tape is used in between, and the top before it as the sweep finds it again.
/// </summary>
internal sealed class IterationShape(Graph iteration)
{
    private readonly int[] _active = [.. Enumerable.Range(0, iteration.Inputs.Count).Where(i => iteration.Inputs[i].IsActive)];
    private readonly int[] _buffers = [.. Enumerable.Range(0, iteration.Inputs.Count).Where(i => iteration.Inputs[i] is { IsActive: true, IsBuffer: true })];

    public int Carried => iteration.Results.Count;

    public int Primal => iteration.Inputs.Count;

    public int Cotangents => iteration.Inputs.Count;

    public int Tape => Cotangents + Carried + _buffers.Length;

    public int Top => Tape + 1;

    public int SweepTop => Top + 1;

    public int Lift => SweepTop + 1;

    public int InputCount => Lift + 1;

    public IEnumerable<int> Next => Enumerable.Range(0, Carried);

    public int TapeAfter => Carried + _active.Length;

    public int TopAfter => TapeAfter + 1;

    public int Reach => TapeAfter + 2;

    public int TopBefore => TapeAfter + 3;

    /// <summary>Whether an input is one of the way back.</summary>
    public bool IsBack(long input) => input >= Cotangents && input != Tape && input != Top;

    /// <summary>Whether a result is one of the way forth.</summary>
    public bool IsForth(int result) => result < Carried || (result >= TapeAfter && result < TopBefore);

    /// <summary>The input that holds the cotangent of a carried value.</summary>
    public int CotangentOf(int slot) => Cotangents + slot;

    /// <summary>The input that is the buffer for an active buffer's adjoint.</summary>
    public int DestinationOf(int input) => Cotangents + Carried + Array.IndexOf(_buffers, input);

    /// <summary>The result that is an input's adjoint; null for an inactive one.</summary>
    public int? AdjointOf(int input) => Array.IndexOf(_active, input) is var k and >= 0 ? Carried + k : null;
}
