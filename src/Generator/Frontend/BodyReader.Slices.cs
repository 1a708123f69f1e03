using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Parts of arrays and spans: other views of the same storage, so that what is written through one is read through the others.</summary>
internal sealed partial class BodyReader
{
    private static Part Part(int offset, int length) => new(null, offset, length, offset);

    private Part PartOf(Window window) => window.Part ?? Part(_builder.Constant(ScalarType.Int32, 0L), LengthNode(window));

    private int LengthNode(Value buffer) => ((Scalar)LengthOf(buffer)).Node;

    private Window Slice(Window window, int start, int length)
    {
        int offset = window.Part is { IsRow: false } around ? Sum(around.Offset, start) : start;
        var part = new Part(window.Part, start, length, offset) { Row = window.Part?.Row };
        _ = SlicesOf(window, part).Count(); // They stand where the user made them.
        return window with { Part = part };
    }

    // The rest of a span, or a number of its elements.
    private Window Slice(Window window, int start, int? length) => Slice(window, start, length ?? Difference(LengthNode(window), start));

    private Window Slice(Value buffer, IRangeOperation range, SyntaxNode at)
    {
        if (buffer is not Window { HasRows: false } window)
            throw new Unsupported(Rules.Buffer, at, $"'{at}'");
        int start = range.LeftOperand is { } left ? ReadIndex(left, window) : _builder.Constant(ScalarType.Int32, 0L);
        return Slice(window, start, range.RightOperand is { } right ? Difference(ReadIndex(right, window), start) : null);
    }

    // A whole row as a part of itself, like others of it.
    private Window AsSlice(Window window) => window.Part is { IsRow: true } ? Slice(window, _builder.Constant(ScalarType.Int32, 0L), LengthNode(window)) : window;

    private int SliceOf(Window window, Part part) => SlicesOf(window, part).First();

    // One in the memory of each leaf.
    private IEnumerable<int> SlicesOf(Window window, Part part)
    {
        IEnumerable<int> around = part.Around is { } outer ? SlicesOf(window, outer) : StatesIn(_environment[window.Storage]!);
        return around.Select(whole => part.IsRow ? _builder.Row(whole, part.Row!.Value) : _builder.Slice(whole, part.Start, part.Length));
    }


    private int FirstState(Window window) => StatesIn(_environment[window.Storage]!).First();

    private int IndexIn(Window window, int index) => window.Part is { } part ? _builder.At(SliceOf(window, part), index) : index;

    private int Sum(int a, int b) => IsZero(a) ? b : IsZero(b) ? a : _builder.Add(Op.Add, ScalarType.Int32, a, b);

    private int Difference(int a, int b) => IsZero(b) ? a : _builder.Add(Op.Subtract, ScalarType.Int32, a, b);

    private bool IsZero(int node) => _builder[node] is { Op: Op.Constant, Payload: 0 };
}
