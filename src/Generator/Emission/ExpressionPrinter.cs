using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>Prints a node as C#: a variable, or the expression itself where it is inline.</summary>
internal sealed class ExpressionPrinter(Graph graph, Layout layout, Names names, Declaration declaration, Lanes lanes)
{
    // Those that netstandard2.0 does not have included.
    private static readonly string[] s_modes = ["ToEven", "AwayFromZero", "ToZero", "ToNegativeInfinity", "ToPositiveInfinity"];

    private readonly Dictionary<int, int> _aliases = [];

    /// <summary>Lets a branch's result stand for what the branch yields, while its end is printed inside the branch.</summary>
    public void Alias(int result, int? yielded)
    {
        if (yielded is { } node)
            _aliases[result] = node;
        else
            _aliases.Remove(result);
    }

    public string Print(int index) => Use(index).Text;

    public string PrintNot(int condition) => Negated(condition).Text;

    /// <summary>A value that is never read.</summary>
    public string Undefined(ScalarType type) => type == ScalarType.Generic ? Literal.Of(0, declaration.Text(type)) : "default";

    /// <summary>The expression that a variable is given.</summary>
    public Code Define(int index)
    {
        Node node = graph[index];
        if (graph.IsCallResult(index))
            return new Code(node.Op == Op.Invoke ? Invocation(index) : Part(index), Binding.Primary);
        if (node.Op == Op.Result)
            return Choice(index);
        if (node.Op == Op.Call)
            return new Code(Call(node) + node.Function.Info().Element, Binding.Primary);
        if (node.Op == Op.Convert && (node.Type == ScalarType.Generic || graph[node.A].Type == ScalarType.Generic))
            return new Code($"{declaration.Text(node.Type)}.CreateChecked({Print(node.A)})", Binding.Primary);
        if (node.Op == Op.Convert)
            return Overflowing(node, new Code($"({node.Type.Keyword()}){Operand(node.A, Binding.Unary)}", Binding.Unary));
        if (node.Op == Op.Not)
            return Negated(node.A);
        if (node.Op == Op.Load)
            return new Code(lanes.ColumnsOf(index) is null ? Element(node) : $"{Tangents}.Load({Columns(index)})", Binding.Primary);
        if (node.Op == Op.Slice && node.Payload == 1)
            return new Code($"{declaration.WellKnown("SymGrad", "Buffers")}.Part<{ElementOf(index)}>({Whole(node)}{(IsArray(node.A) ? ".AsSpan()" : "")}, {Print(node.B)}, {Print(node.C)})", Binding.Primary);
        if (node.Op == Op.Slice)
            return new Code($"{Whole(node)}.{(IsArray(node.A) ? "AsSpan" : "Slice")}({Print(node.B)}{(graph.IsRest(index) ? "" : ", " + Print(node.C))})", Binding.Primary);
        if (node.Op == Op.Row)
            return new Code($"{Memory(node.A)}[{Print(node.B)}]", Binding.Primary);
        if (node.Op == Op.Cell)
            return new Code($"{declaration.WellKnown("SymGrad", "Buffers")}.At({Print(node.B)}, {Print(node.C)}, {Print(node.A)})", Binding.Primary);
        if (node.Op == Op.Bits)
            return new Code($"{declaration.WellKnown("System", "BitConverter")}.{OfBits(node.Type)}({Print(WithoutWidening(node.A))})", Binding.Primary);
        if (node.Op == Op.Length)
            return new Code((graph[node.A].Op == Op.Row ? Print(node.A) : Memory(node.A)) + (node.Payload == 0 ? ".Length" : $".GetLength({(node.Payload == 1 ? "0" : "1")})"), Binding.Primary);
        if (node.Op == Op.Negate && IsLedByNumber(node.A))
            return new Code("-" + Print(node.A), Binding.Multiplicative);
        if (node.OperandCount == 1)
        {
            string operand = Operand(node.A, Binding.Unary);
            return Overflowing(node, new Code(node.Op.Symbol() + (operand.StartsWith("-", StringComparison.Ordinal) ? $"({operand})" : operand), Binding.Unary));
        }

        if (node.Op.IsComparison() && lanes.TypeOf(index) is not null)
            return node.Op == Op.Equal ? AreZero(node.A) : new Code("~" + AreZero(node.A).Text, Binding.Unary);
        if (node.A == node.B && node.Op.IsComparison() && graph[node.A].Type.IsReal())
            return IsNaN(node);
        Binding binding = BindingOf(node.Op);
        return Overflowing(node, new Code($"{Left(node, binding)} {node.Op.Symbol()} {Right(node, binding)}", binding));
    }

    /// <summary>The call of a method that is not inlined.</summary>
    public string Invocation(int index)
    {
        Callee callee = graph.CalleeOf(index);
        string[] arguments = [.. graph.ArgumentsOf(index).Select(Print)];
        return callee.Call == "" ? $"{declaration.Functions}.{callee.Name}({string.Join(", ", arguments)})" : GradientShape.Fill(Shorten(callee.Call), arguments, held: "");
    }

    private string Part(int result)
    {
        CallResult part = graph.CallResultOf(result);
        return names.Variable(graph[result].A, part.Variable) + part.Path;
    }

    public string Call(Node node)
    {
        string[] arguments = [.. node.Operands.Select(Print)];
        if (node.Function.Info().TakesMode)
            arguments[arguments.Length - 1] = Mode(node.Operand(arguments.Length - 1));
        return $"{Function(node)}({string.Join(", ", arguments)})";
    }

    /// <summary>Uses the short names of well-known exceptions and checks where they mean the same.</summary>
    public string Shorten(string statement) => declaration.Home.Aggregate(
        statement, (text, name) => text.Replace($"global::System.{name}(", name + "(").Replace($"global::System.{name}.", name + ".").Replace($"global::SymGrad.{name}.", name + "."));

    /// <summary>The element that a load or a store is about.</summary>
    public string Element(Node access) => PlaceOf(access) + (InputOf(access.A)?.Path ?? "");

    /// <summary>The statement that stores a value in an element that is replaced as a whole; null where its leaf is a variable.</summary>
    public string? Replacement(int store, Node node) =>
        InputOf(node.A) is { IsReplaced: true } leaf ? Elements.Assignment(PlaceOf(node), leaf, PrintFor(graph.MemoryOf(store), node.C)) : null;

    private string PlaceOf(Node access)
    {
        Node index = graph[access.B];
        return index.Op == Op.Cell && graph.IsTwoDimensional(access.A)
            ? $"{Memory(access.A)}[{Print(index.B)}, {Print(index.C)}]"
            : $"{Whole(access, index)}[{Print(index.Op == Op.At ? index.B : access.B)}]";
    }

    /// <summary>What is added to a buffer, or that it is cleared.</summary>
    public string Update(ElementwiseUpdate update)
    {
        if (update.IsClear)
            return IsArray(graph[update.To].A) ? $"{declaration.WellKnown("System", "Array")}.Clear({WholeOf(update.To)})" : $"{WholeOf(update.To)}.Clear()";
        string sign = update.Sign == Op.Add ? "Add" : "Subtract";
        return update.Factor == Node.None ? Vectors(update.To, sign, WholeOf(update.To), WholeOf(update.Term))
            : update.IsProduct(graph) ? Vectors(update.To, sign + "Product", WholeOf(update.To), WholeOf(update.Term), WholeOf(update.Factor))
            : Vectors(update.To, sign + "Scaled", WholeOf(update.To), Print(update.Factor), WholeOf(update.Term));
    }

    /// <summary>A sum of products, in one pass with an update by a multiple of one of the factors if there is one.</summary>
    public string Sum(ProductSum sum, ElementwiseUpdate? with) => with is not { } update
        ? Vectors(sum.Left, "Dot", WholeOf(sum.Left), WholeOf(sum.Right))
        : Vectors(
            update.To, (update.Sign == Op.Add ? "Add" : "Subtract") + "ScaledAndDot",
            WholeOf(update.To), Print(update.Factor), WholeOf(update.Term), WholeOf(sum.Left == update.Term ? sum.Right : sum.Left));

    private string Vectors(int element, string method, params string[] arguments) =>
        $"{declaration.WellKnown("SymGrad", "Buffers")}.{method}<{declaration.Text(graph.ElementOf(graph.MemoryOf(graph[element].A)))}>({string.Join(", ", arguments)})";

    private string WholeOf(int access) => Whole(graph[access], graph[graph[access].B]);

    /// <summary>The columns of a matrix that a load or a store of several tangents is about.</summary>
    public string Columns(int access) => $"{Memory(graph[access].A)}.Slice({Print(graph[access].B)}, {lanes.ColumnsOf(access)})";

    /// <summary>The type of a value, or of the elements of a memory.</summary>
    public string TypeOf(int node)
    {
        if (lanes.TypeOf(node) is { } wide)
            return Wide(wide);
        return declaration.Text(graph[node].Type == ScalarType.Buffer ? graph.ElementOf(node) : graph[node].Type);
    }

    /// <summary>The type of tangents along several directions.</summary>
    public string Wide(ScalarType type) => $"{Vector}<{declaration.Text(type)}>";

    /// <summary>The class that loads and stores them.</summary>
    public string Tangents => declaration.WellKnown("SymGrad", "Tangents");

    private string Vector => declaration.WellKnown("System.Numerics", "Vector");

    /// <summary>A node as the value of another, which may be wide where the node is a constant.</summary>
    public string PrintFor(int target, int index) => OperandFor(target, index, Binding.Conditional);

    /// <summary>The type of a part of a buffer.</summary>
    public string SpanOf(int slice)
    {
        Input? given = InputOf(slice);
        bool isReadOnly = given is { IsWritten: false, IsTape: false };
        return $"{declaration.WellKnown("System", isReadOnly ? "ReadOnlySpan" : "Span")}<{ElementOf(slice)}>";
    }

    private string ElementOf(int slice) => InputOf(slice)?.ElementType ?? TypeOf(graph.MemoryOf(slice));

    // The buffer, or the part of one, that an element is in.
    private string Whole(Node access, Node index) => index.Op == Op.At ? Print(index.A) : Memory(access.A);

    private string Whole(Node slice) => graph[slice.A].Op.IsPart() ? Print(slice.A) : Memory(slice.A);

    private Input? InputOf(int state) => graph[graph.MemoryOf(state)] is { Op: Op.Input } memory ? graph.Inputs[(int)memory.Payload] : null;

    private bool IsArray(int state) => graph[state].Op == Op.Row ? layout.IsInline(state) : graph[state] is { Op: Op.Input } memory && graph.Inputs[(int)memory.Payload].IsArray;

    private string Memory(int state) => InputOf(state)?.Access ?? names[graph.MemoryOf(state)];

    private Code Use(int index)
    {
        while (_aliases.TryGetValue(index, out int alias))
            index = alias;
        Node node = graph[index];
        return node.Op switch
        {
            Op.Constant => Constant(node),
            Op.Input => new Code(graph.Inputs[(int)node.Payload].Access, Binding.Primary),
            Op.Undefined => Constant(node with { Op = Op.Constant, Payload = 0 }),
            _ => layout.IsInline(index) ? Define(index) : new Code(names[index], Binding.Primary),
        };
    }

    // −(2·x) is (−2)·x to the last bit: the sign goes to the number that leads.
    private bool IsLedByNumber(int index)
    {
        while (layout.IsInline(index) && graph[index].Op is Op.Multiply or Op.Divide)
            index = graph[index].A;
        return graph[index] is { Op: Op.Constant, Type: ScalarType.Single or ScalarType.Double, Number: > 0 };
    }

    private string Operand(int index, Binding least) => Use(index).At(least);

    private string OperandFor(int target, int index, Binding least) => lanes.TypeOf(target) is { } wide && graph[index].Op == Op.Constant
        ? $"{Wide(wide)}.{(graph[index].IsBoolean(true) ? "AllBitsSet" : "Zero")}"
        : Operand(index, least);

    private Code Constant(Node node)
    {
        string text = node.Type == ScalarType.Generic ? Literal.Of(node.Number, declaration.Text(node.Type)) : Literal.Of(node);
        return new Code(text, text[0] is '-' or '(' ? Binding.Unary : Binding.Primary);
    }

    private string Left(Node node, Binding binding) => Widened(node, node.A, node.B) is { } inner
        ? Operand(inner, binding)
        : Operand(node.A, binding);

    // a − (b − c) keeps its parentheses, and so does a + (b + c): floating-point addition is not associative.
    private string Right(Node node, Binding binding) => Widened(node, node.B, node.A) is { } inner
        ? Operand(inner, binding + 1)
        : Operand(node.B, binding + 1);

    // The operand of a widening that C# does by itself next to an operand of the wider type.
    private int? Widened(Node node, int operand, int other)
    {
        Node conversion = graph[operand];
        bool isImplied = conversion.Op == Op.Convert && conversion.Type != ScalarType.Generic && layout.IsInline(operand) && conversion.Type.IsReal()
            && graph[other].Type == conversion.Type && graph[other].Op != Op.Convert
            && (graph[conversion.A].Type.IsInteger() || graph[conversion.A].Type < conversion.Type)
            && node.Op is Op.Add or Op.Subtract or Op.Multiply or Op.Divide or Op.Remainder;
        return isImplied ? conversion.A : null;
    }

    private Code Choice(int index)
    {
        Node result = graph[index];
        if (lanes.AreSelectedBy(graph[result.A].A))
            return Selection(index);
        Node branch = graph[result.A];
        Region then = graph.Regions[branch.B], otherwise = graph.Regions[branch.C];
        int whenTrue = then.Results[(int)result.Payload], whenFalse = otherwise.Results[(int)result.Payload];
        if (lanes.TypeOf(index) is not null)
            return Either(index, branch.A, whenTrue, whenFalse);
        if (result.Type == ScalarType.Boolean && graph[whenFalse].IsBoolean(false))
            return new Code($"{Operand(branch.A, Binding.ConditionalAnd)} && {Operand(whenTrue, Binding.ConditionalAnd + 1)}", Binding.ConditionalAnd);
        if (result.Type == ScalarType.Boolean && graph[whenTrue].IsBoolean(true))
            return new Code($"{Operand(branch.A, Binding.ConditionalOr)} || {Operand(whenFalse, Binding.ConditionalOr + 1)}", Binding.ConditionalOr);
        if (result.Type == ScalarType.Boolean && graph[whenTrue].IsBoolean(false))
            return new Code($"{Negated(branch.A).At(Binding.ConditionalAnd)} && {Operand(whenFalse, Binding.ConditionalAnd + 1)}", Binding.ConditionalAnd);
        if (result.Type == ScalarType.Boolean && graph[whenFalse].IsBoolean(true))
            return new Code($"{Negated(branch.A).At(Binding.ConditionalOr)} || {Operand(whenTrue, Binding.ConditionalOr + 1)}", Binding.ConditionalOr);
        return Either(index, branch.A, whenTrue, whenFalse);
    }

    private Code Either(int result, int condition, int whenTrue, int whenFalse) => new(
        $"{Operand(condition, Binding.ConditionalOr)} ? {OperandFor(result, whenTrue, Binding.ConditionalOr)} : {OperandFor(result, whenFalse, Binding.Conditional)}",
        Binding.Conditional);

    // Along each direction what its condition says.
    private Code Selection(int result)
    {
        int condition = graph[graph[result].A].A, whenTrue = graph.Yielded(result, true), whenFalse = graph.Yielded(result, false);
        if (graph[result].Type != ScalarType.Boolean)
            return new Code($"{Vector}.ConditionalSelect({Print(condition)}, {PrintFor(result, whenTrue)}, {PrintFor(result, whenFalse)})", Binding.Primary);
        bool isDecidedByTrue = graph[whenTrue].Op == Op.Constant, isOr = graph[isDecidedByTrue ? whenTrue : whenFalse].IsBoolean(true);
        Binding binding = isOr ? Binding.Or : Binding.And;
        Code first = isDecidedByTrue == isOr ? Use(condition) : Negated(condition);
        return new Code($"{first.At(binding)} {(isOr ? "|" : "&")} {OperandFor(result, isDecidedByTrue ? whenFalse : whenTrue, binding + 1)}", binding);
    }

    // What does not hold. Only an equality has a negation of its own for every operand: !(x < y) is not x >= y where one is NaN.
    private Code Negated(int condition)
    {
        Node comparison = graph[condition];
        if (lanes.TypeOf(condition) is not null)
            return layout.IsInline(condition) && comparison.Op == Op.NotEqual ? AreZero(comparison.A) : new Code("~" + Operand(condition, Binding.Unary), Binding.Unary);
        if (!layout.IsInline(condition) || comparison.Op is not (Op.Equal or Op.NotEqual) || comparison.A == comparison.B)
            return new Code("!" + Operand(condition, Binding.Unary), Binding.Unary);
        string negation = (comparison.Op == Op.Equal ? Op.NotEqual : Op.Equal).Symbol();
        return new Code($"{Left(comparison, Binding.Equality)} {negation} {Right(comparison, Binding.Equality)}", Binding.Equality);
    }

    private Code AreZero(int tangents) =>
        new($"{Vector}.Equals({Print(tangents)}, {TypeOf(tangents)}.Zero)", Binding.Primary);

    private Code IsNaN(Node comparison)
    {
        string test = $"{declaration.Text(graph[comparison.A].Type)}.IsNaN({Print(comparison.A)})";
        return comparison.Op == Op.NotEqual ? new Code(test, Binding.Primary) : new Code("!" + test, Binding.Unary);
    }

    private string Function(Node call)
    {
        ElementaryFunction info = call.Function.Info();
        ScalarType type = graph[call.A].Type;
        string home = info.Home switch
        {
            Home.Functions => declaration.WellKnown("SymGrad", "Functions"),
            Home.MathNet => declaration.WellKnown("MathNet.Numerics", "SpecialFunctions"),
            _ when type == ScalarType.Generic => declaration.Text(type),
            Home.Number => type.Keyword(),
            Home.Math when type == ScalarType.Single => declaration.WellKnown("System", "MathF"),
            _ => declaration.WellKnown("System", "Math"),
        };
        return home + "." + info.Name;
    }

    private string Mode(int index)
    {
        string type = declaration.WellKnown("System", nameof(MidpointRounding));
        return graph[index] is { Op: Op.Constant, Payload: >= 0 and < 5 } mode
            ? $"{type}.{s_modes[mode.Payload]}"
            : $"({type}){Operand(index, Binding.Unary)}";
    }

    // Integers overflow as they did where the user wrote them, whatever the project's default is.
    private Code Overflowing(Node node, Code code)
    {
        bool canOverflow = node.Type.IsInteger() && node.Op is Op.Add or Op.Subtract or Op.Multiply or Op.Negate or Op.Convert;
        if (!canOverflow || node.IsChecked == declaration.IsCheckedByDefault)
            return code;
        return new Code($"{(node.IsChecked ? "checked" : "unchecked")}({code.Text})", Binding.Primary);
    }

    // A parameter takes a smaller integer as it is.
    private int WithoutWidening(int argument)
    {
        Node node = graph[argument];
        bool isWidening = node.Op == Op.Convert && (graph[node.A].Type, node.Type) is
            (ScalarType.SByte or ScalarType.Byte or ScalarType.Int16 or ScalarType.UInt16, _) or (ScalarType.Int32 or ScalarType.UInt32, ScalarType.Int64);
        return isWidening && layout.IsInline(argument) ? node.A : argument;
    }

    private static string OfBits(ScalarType type) => type switch
    {
        ScalarType.Single => "Int32BitsToSingle",
        ScalarType.Double => "Int64BitsToDouble",
        ScalarType.Int32 => "SingleToInt32Bits",
        _ => "DoubleToInt64Bits",
    };

    private static Binding BindingOf(Op op) => op switch
    {
        Op.Multiply or Op.Divide or Op.Remainder => Binding.Multiplicative,
        Op.Add or Op.Subtract => Binding.Additive,
        Op.ShiftLeft or Op.ShiftRight or Op.ShiftRightUnsigned => Binding.Shift,
        Op.Less or Op.LessOrEqual or Op.Greater or Op.GreaterOrEqual => Binding.Relational,
        Op.Equal or Op.NotEqual => Binding.Equality,
        Op.BitAnd => Binding.And,
        Op.BitXor => Binding.Xor,
        _ => Binding.Or,
    };
}
