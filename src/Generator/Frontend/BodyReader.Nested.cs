using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>
/// Calls of derivatives that are generated in this very compilation, or of a method whose function is published: they are taken again, of what the method computes, and become part of this one.
/// </summary>
internal sealed partial class BodyReader
{
    /// <param name="function">What the method computes, where its body is not at hand.</param>
    private Value InvokeNested(GeneratedMembers members, IMethodSymbol called, DerivativeKind kind, Graph? function, Value? instance, Value[] arguments, SyntaxNode at)
    {
        IMethodSymbol method = members.Method;
        int own = method.Parameters.Length;
        if (members.HasActiveReceiver && instance is Reference)
            instance = TakeApart(instance, at);
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = AsArgument(arguments[i], called.Parameters[i].Type, IsActive(i), at);
            if (function is not null && arguments[i] is Window window)
                arguments[i] = window with { Given = null };
        }

        CheckSizes(members, called, kind, arguments);
        (int Parameter, Window Destination)[] written = [.. members.WrittenBy(kind).Select(i => (i, (Window)arguments[i]))];
        foreach ((int parameter, Window destination) in written.Where(w => HasHeldLeaves(w.Destination.Element)))
            Clear(destination, at);
        foreach ((int parameter, Window destination) in written)
            arguments[parameter] = ApartFrom(arguments, parameter, isOutput: parameter < own, at);

        List<Leaf> leaves = [], beside = [];
        if (members.HasActiveReceiver)
            AddLeaves(ParameterReader.ReceiverName(method), instance!, method.ContainingType, isActive: true, leaves);
        for (int i = 0; i < arguments.Length; i++)
        {
            AddLeaves(called.Parameters[i].Name, arguments[i], called.Parameters[i].Type, IsActive(i), i < own ? leaves : beside);
            if (i == members.Output)
                leaves[leaves.Count - 1] = leaves[leaves.Count - 1].AsOutput();
        }

        ScalarType[] scalars = called.ReturnsVoid ? [] : [.. ActiveScalars(called.ReturnType)];
        var callee = new Callee(called.Name, "", new[] { "derivative" }.ToEquatableArray(), scalars.Select(type => new CallResult(type, called.Name)).ToEquatableArray(), null);
        string references = string.Join(", ", arguments.Take(own).Prepend(instance).Select(References));
        int index = Declare(called, references, callee, at, known => known with
        {
            Nested = new NestedDerivative(kind, function is null
                ? new BodyReader(this, method).ReadFunction(instance, [.. arguments.Take(own)], leaves)
                : new BodyReader(this, method).CopyFunction(function, leaves, at)),
        }, isDerived: true);
        IEnumerable<int> passed = leaves.Concat(beside.Where(leaf => leaf.IsActive)).Select(leaf => leaf.Node);
        int call = _builder.Call(index, ScalarType.Double, passed), next = scalars.Length;
        // Each is what it was when the derivative was called, until all are written.
        foreach ((int parameter, _) in written)
            Write((Window)arguments[parameter], call, ref next);
        foreach ((int parameter, Window destination) in written.Where(w => ((Window)arguments[w.Parameter]).Storage != w.Destination.Storage))
            CopyTo((Window)arguments[parameter], destination, at);

        return called.ReturnsVoid ? Unassigned.Instance : Assemble(called.ReturnType, new Queue<int>(scalars.Select((type, i) => _builder.Result(call, type, i))), at);

        // The member has the method's parameters, but not their attributes.
        bool IsActive(int parameter) => parameter < own ? members.IsVaried(parameter) : GeneratedMembers.CanVary(called.Parameters[parameter]);
    }

    // A buffer that is held constant on both sides is read where it is; any other one is an argument.
    private Value AsArgument(Value argument, ITypeSymbol type, bool isActive, SyntaxNode at) => argument switch
    {
        Reference when isActive => TakeApart(argument, at),
        Aggregate { Type: IArrayTypeSymbol array } elements when ElementOf(array) is { } element => Filled(elements, element, at),
        Window { IsHeld: true } when !isActive => argument,
        Window { HasRows: true } when isActive => throw new Unsupported(Rules.Buffer, at, $"'{at}', which takes an array of arrays,"),
        Window window => window with { Given = null },
        _ when ElementOfAny(type) is not null => throw new Unsupported(Rules.Buffer, at, $"'{at}'"),
        _ => argument,
    };

    private Window Filled(Aggregate elements, ITypeSymbol element, SyntaxNode at)
    {
        Window window = NewBuffer(elements.Type, element, _builder.Constant(ScalarType.Int32, (long)elements.Fields.Count), at);
        for (int i = 0; i < elements.Fields.Count; i++)
            Store(window, _builder.Constant(ScalarType.Int32, (long)i), elements.Fields[i].Value, at);
        return window;
    }

    // As a member that is called checks them.
    private void CheckSizes(GeneratedMembers members, IMethodSymbol called, DerivativeKind kind, Value[] arguments)
    {
        int own = members.Method.Parameters.Length;
        int[] owners = [.. members.Beside(kind)];
        for (int i = 0; i < owners.Length; i++)
        {
            if (arguments[own + i] is not Window beside)
                continue;
            string name = called.Parameters[own + i].Name;
            if (kind is DerivativeKind.Jacobian or DerivativeKind.Hessian)
                CheckEqual(LengthNode(beside), SizeOfMatrix(members, kind, arguments), name);
            else if (arguments[owners[i]] is not Window window)
                continue;
            else if ((beside.Shape, window.Shape) is ({ } shape, { } expected))
            {
                CheckEqual(shape.Rows, expected.Rows, name);
                CheckEqual(shape.Columns, expected.Columns, name);
            }
            else
                CheckEqual(LengthNode(beside), LengthNode(window), name);
        }
    }

    private void CheckEqual(int length, int expected, string name)
    {
        int differs = _builder.Add(Op.NotEqual, ScalarType.Boolean, length, expected);
        if (!_builder.IsBoolean(differs, false))
            _builder.Guard(differs, $"global::SymGrad.Buffers.CheckLength({{0}}, {{1}}, {CSharpText.String(name)});", length, expected);
    }

    // m×n, where a buffer counts its elements.
    private int SizeOfMatrix(GeneratedMembers members, DerivativeKind kind, Value[] arguments)
    {
        IMethodSymbol method = members.Method;
        int columns = _builder.Constant(ScalarType.Int32, (long)(members.HasActiveReceiver ? ActiveScalars(method.ContainingType).Count() : 0));
        foreach (int i in Enumerable.Range(0, method.Parameters.Length).Where(members.IsVaried))
            columns = Sum(columns, arguments[i] is Window window ? LengthNode(window) : _builder.Constant(ScalarType.Int32, (long)ActiveScalars(method.Parameters[i].Type).Count()));
        int rows = kind == DerivativeKind.Hessian ? columns
            : members.Output is { } output ? LengthNode(arguments[output])
            : _builder.Constant(ScalarType.Int32, (long)ActiveScalars(method.ReturnType).Count());
        return _builder.Add(Op.Multiply, ScalarType.Int32, rows, columns);
    }

    // What is written to is apart from all else: otherwise it is a buffer of its own first.
    private Window ApartFrom(Value[] arguments, int parameter, bool isOutput, SyntaxNode at)
    {
        var destination = (Window)arguments[parameter];
        if (destination.Memory is null)
            throw new Unsupported(Rules.SideEffect, at, $"'{at}'");
        Window[] others = [.. arguments.Where((_, i) => i != parameter).OfType<Window>().Where(other => other.Storage == destination.Storage)];
        if (others.Length == 0)
            return destination;
        foreach (Window other in others)
            CheckApart(destination, other, at);
        return isOutput ? CopyOf(destination, destination.Type, at) : NewBuffer(destination.Type, destination.Element, LengthNode(destination), at) with { Shape = destination.Shape };
    }

    private void CheckApart(Window destination, Window other, SyntaxNode at)
    {
        if (destination.Part is not { } written || other.Part is not { } part || written == part)
            throw new Unsupported(Rules.Expression, at, $"'{at}', which writes to what it reads,");
        int begins = _builder.Add(Op.Less, ScalarType.Boolean, written.Offset, Sum(part.Offset, part.Length));
        int ends = _builder.Add(Op.Less, ScalarType.Boolean, part.Offset, Sum(written.Offset, written.Length));
        int overlaps = _builder.If(begins, () => [ends], () => [_builder.Boolean(false)])[0];
        _builder.Guard(overlaps, "throw new global::System.ArgumentException(\"A destination must not overlap another argument: writing to it would change what is still to be read.\");");
    }

    private void Write(Window destination, int call, ref int next)
    {
        int result = next;
        var before = new Queue<int>(StatesIn(_environment[destination.Storage]!));
        _environment[destination.Storage] = States(destination.Element, "", isActive: true, (element, _, isWritten) =>
            isWritten && element.IsReal() ? _builder.Written(before.Dequeue(), call, result++) : before.Dequeue());
        next = result;
    }

    // The leaves of a buffer, as they are seen through a window.
    private void AddLeaves(string name, Window window, bool isActive, List<Leaf> leaves)
    {
        Queue<int> states = new(StatesIn(_environment[window.Storage]!)), parts = new(window.Part is { } part ? SlicesOf(window, part) : []);
        _ = States(window.Element, "", isActive, (element, path, isVaried) =>
        {
            int view = parts.Count > 0 ? _builder.View(states.Dequeue(), parts.Dequeue())
                : window.Shape is var (rows, columns) ? _builder.View(states.Dequeue(), rows, columns)
                : _builder.View(states.Dequeue());
            var buffer = new Input(name + path, "", ScalarType.Buffer, isVaried && element.IsReal()) { Element = element, IsTwoDimensional = window.Shape is not null, IsJagged = window.HasRows };
            leaves.Add(new Leaf(buffer.Name, view, buffer.Type, buffer.IsActive) { Buffer = buffer });
            return view;
        });
    }

    private Window AsInputs(Window window, IReadOnlyList<Leaf> leaves, ref int next)
    {
        int leaf = next;
        var storage = new object();
        Value states = _environment[storage] = States(window.Element, "", isActive: true, (_, _, _) => Input(leaves[leaf].AsInput(leaf++)).Node);
        next = leaf;
        int first = StatesIn(states).First();
        bool isOutput = leaves[leaf - 1].Buffer is { IsOutput: true };
        _output = isOutput ? storage : _output;
        return new Window(storage, window.Type, window.Element)
        {
            Memory = isOutput ? states : null,
            Shape = window.Shape is null ? null : (_builder.Length(first, 1), _builder.Length(first, 2)),
            IsJagged = window.HasRows,
        };
    }

    // What is held constant in an element is at its default in a gradient.
    private static bool HasHeldLeaves(ITypeSymbol element) =>
        ScalarTypeReader.Read(element) is null && StructFields.Of(element).Any(field => !StructShape.IsActive(field) || HasHeldLeaves(field.Type));

    private static IEnumerable<ScalarType> ActiveScalars(ITypeSymbol type) => ScalarTypeReader.Read(type) is { } scalar
        ? [scalar]
        : StructFields.Of(type).Where(StructShape.IsActive).SelectMany(m => ActiveScalars(m.Type));

    // What a value holds that is no number: a function that reads it is another for another of these.
    private static string References(Value? value) => value switch
    {
        Reference reference => reference.Access,
        Window { IsHeld: true, Given: { } given } => given.Access,
        Aggregate aggregate => $"({string.Join(", ", aggregate.Fields.Select(f => References(f.Value)))})",
        _ => "",
    };
}
