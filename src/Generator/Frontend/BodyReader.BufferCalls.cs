using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>The library's methods on arrays and spans.</summary>
internal sealed partial class BodyReader
{
    // By the type that declares the method, its name and the number of arguments, the receiver's included.
    private static readonly Dictionary<string, Func<BodyReader, Value[], SyntaxNode, Value?>> BufferCalls = new()
    {
        ["Span.Slice/2"] = (reader, a, _) => reader.Slice((Window)a[0], Number(a[1]), null),
        ["Span.Slice/3"] = (reader, a, _) => reader.Slice((Window)a[0], Number(a[1]), Number(a[2])),
        ["Span.Clear/1"] = (reader, a, at) => reader.Clear((Window)a[0], at),
        ["Span.Fill/2"] = (reader, a, at) => reader.Fill((Window)a[0], a[1], at),
        ["Span.CopyTo/2"] = (reader, a, at) => reader.CopyTo((Window)a[0], (Window)a[1], at),
        ["Span.TryCopyTo/2"] = (reader, a, at) => reader.TryCopyTo((Window)a[0], (Window)a[1], at),
        ["Span.ToArray/1"] = (reader, a, at) => reader.CopyOf((Window)a[0], ((Window)a[0]).Type, at),
        ["MemoryExtensions.AsSpan/1"] = (_, a, _) => a[0],
        ["MemoryExtensions.AsSpan/2"] = (reader, a, _) => reader.Slice((Window)a[0], Number(a[1]), null),
        ["MemoryExtensions.AsSpan/3"] = (reader, a, _) => reader.Slice((Window)a[0], Number(a[1]), Number(a[2])),
        ["MemoryExtensions.CopyTo/2"] = (reader, a, at) => reader.CopyTo((Window)a[0], (Window)a[1], at),
        ["Array.CopyTo/3"] = (reader, a, at) => reader.CopyTo((Window)a[0], reader.Slice((Window)a[1], Number(a[2]), null), at),
        ["Array.GetLength/2"] = (reader, a, at) => new Scalar(reader.DimensionOf((Window)a[0], Number(a[1]), at)),
        ["Array.Clear/1"] = (reader, a, at) => reader.Clear((Window)a[0], at),
        ["Array.Clear/3"] = (reader, a, at) => reader.Clear(reader.Slice((Window)a[0], Number(a[1]), Number(a[2])), at),
        ["Array.Fill/2"] = (reader, a, at) => reader.Fill((Window)a[0], a[1], at),
        ["Array.Fill/4"] = (reader, a, at) => reader.Fill(reader.Slice((Window)a[0], Number(a[2]), Number(a[3])), a[1], at),
        ["Array.Copy/3"] = (reader, a, at) => reader.CopyTo(reader.First((Window)a[0], Number(a[2])), (Window)a[1], at),
        ["Array.Copy/5"] = (reader, a, at) => reader.CopyTo(reader.Slice((Window)a[0], Number(a[1]), Number(a[4])), reader.Slice((Window)a[2], Number(a[3]), Number(a[4])), at),
    };

    private static int Number(Value value) => ((Scalar)value).Node;

    private Value? ReadBufferCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.ContainingType is not { ContainingNamespace.Name: "System", Name: "Span" or "ReadOnlySpan" or "MemoryExtensions" or "Array" } home || home.ContainingNamespace.ToDisplayString() != "System")
            return null;
        string name = $"{(home.Name == "ReadOnlySpan" ? "Span" : home.Name)}.{method.Name}/{method.Parameters.Length + (method.IsStatic ? 0 : 1)}";
        if (!BufferCalls.TryGetValue(name, out Func<BodyReader, Value[], SyntaxNode, Value?> read))
            throw new Unsupported(Rules.Buffer, call.Syntax, $"'{call.Syntax}'");
        Value? instance = call.Instance is null ? null : Read(call.Instance);
        IArgumentOperation? range = call.Arguments.FirstOrDefault(argument => Unconverted(argument.Value) is IRangeOperation);
        if (range is not null && name == "MemoryExtensions.AsSpan/2")
            return Slice(Read(call.Arguments[0].Value), (IRangeOperation)Unconverted(range.Value), call.Syntax);
        Value[] arguments = [.. instance is null ? [] : new[] { instance }, .. ReadArguments(call.Arguments, method.Parameters.Length)];
        bool isKnown = arguments.Zip(ParameterTypes(method), (value, type) => value is Window || (ElementOf(type) is null && type.SpecialType != SpecialType.System_Array)).All(known => known);
        isKnown &= method.Name is "GetLength" || !arguments.Any(value => value is Window { Shape: not null } or Window { HasRows: true });
        return isKnown ? read(this, arguments, call.Syntax) : throw new Unsupported(Rules.Buffer, call.Syntax, $"'{call.Syntax}'");
    }

    private static IEnumerable<ITypeSymbol> ParameterTypes(IMethodSymbol method) =>
        (method.IsStatic ? [] : new ITypeSymbol[] { method.ContainingType }).Concat(method.Parameters.Select(p => p.Type));

    private int DimensionOf(Window window, int dimension, SyntaxNode at) => (_builder[dimension], window.Shape) switch
    {
        ({ Op: Op.Constant, Payload: 0 }, null) => LengthNode(window),
        ({ Op: Op.Constant, Payload: 0 }, { } shape) => shape.Rows,
        ({ Op: Op.Constant, Payload: 1 }, { } shape) => shape.Columns,
        _ => throw new Unsupported(Rules.Buffer, at, $"'{at}'"),
    };

    // No more than the first elements: where there are fewer, that throws before anything is written.
    private Window First(Window window, int length) =>
        LengthNode(window) == length ? window : Slice(window, _builder.Constant(ScalarType.Int32, 0L), length);

    private Value Clear(Window window, SyntaxNode at) => Fill(window, Default(window.Element, at), at);

    private Value Fill(Window window, Value value, SyntaxNode at)
    {
        ForEachIndex(LengthNode(window), at, index => Store(window, index, value, at));
        return Unassigned.Instance;
    }

    // As if all elements were read before the first is written: where the two may overlap, by way of a buffer between.
    private Value CopyTo(Window source, Window destination, SyntaxNode at)
    {
        int length = LengthNode(source);
        destination = First(destination, length);
        if (source.Storage == destination.Storage && !Equals(source.Part, destination.Part))
            source = CopyOf(source, source.Type, at);
        ForEachIndex(length, at, index => Store(destination, index, Element(source, index, at), at));
        return Unassigned.Instance;
    }

    private Value TryCopyTo(Window source, Window destination, SyntaxNode at)
    {
        int fits = _builder.Add(Op.LessOrEqual, ScalarType.Boolean, LengthNode(source), LengthNode(destination));
        Branch(fits, () => CopyTo(source, destination, at), () => { });
        return new Scalar(fits);
    }

    private Window CopyOf(Window source, ITypeSymbol type, SyntaxNode at)
    {
        Window copy = NewBuffer(type, source.Element, LengthNode(source), at);
        ForEachIndex(LengthNode(source), at, index => Store(copy, index, Element(source, index, at), at));
        return copy;
    }

    private void ForEachIndex(int length, SyntaxNode at, Action<int> iteration)
    {
        var counter = new object();
        _environment[counter] = new Scalar(_builder.Constant(ScalarType.Int32, 0L));
        Repeat(
            at, new Jump(null, IsOutOfLoop: true), MostUnrolled,
            () => _builder.Add(Op.Less, ScalarType.Boolean, Flag(counter), length),
            () =>
            {
                _builder.SetName(Flag(counter), "i");
                iteration(Flag(counter));
                _environment[counter] = new Scalar(_builder.Add(Op.Add, ScalarType.Int32, Flag(counter), _builder.Constant(ScalarType.Int32, 1L)));
            });
    }
}
