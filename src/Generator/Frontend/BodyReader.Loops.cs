using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Loops: a variable that an iteration changes is carried from one to the next; all others are what they were before.</summary>
internal sealed partial class BodyReader
{
    // Unrolling is for loops over the components of a small vector: longer ones read better, and run as well, as loops.
    private const int MostUnrolled = 4;
    private const int MostUnrolledNodes = 120;

    private void ReadLoop(ILoopOperation loop)
    {
        switch (loop)
        {
            case IForLoopOperation @for:
                foreach (IOperation before in @for.Before)
                    ReadStatement(before);
                bool isBottomPrivate = @for.AtLoopBottom.All(b => ChangesOnly(b, @for.Locals));
                ReadLoop(loop, @for.Condition, () => ReadAll(@for.AtLoopBottom), isBottomPrivate);
                break;
            case IWhileLoopOperation { ConditionIsTop: true } @while:
                ReadLoop(loop, @while.Condition, () => { }, isBottomPrivate: true);
                break;
            case IWhileLoopOperation @do:
                var again = new object();
                SetFlag(again, true);
                Repeat(loop, () => Flag(again), () => ReadBody(loop, () => _environment[again] = Read(@do.Condition!), isBottomPrivate: false));
                break;
            case IForEachLoopOperation @foreach:
                ReadForEach(@foreach);
                break;
            default:
                throw new Unsupported(Rules.Loop, loop.Syntax, "of this kind");
        }
    }

    private void ReadLoop(ILoopOperation loop, IOperation? condition, Action bottom, bool isBottomPrivate)
    {
        if (condition is null || !HasEffects(condition))
        {
            Repeat(loop, () => condition is null ? _builder.Boolean(true) : ReadNode(condition), () => ReadBody(loop, bottom, isBottomPrivate));
            return;
        }

        // A condition that changes variables is part of the iteration that it lets happen, or ends.
        var again = new object();
        SetFlag(again, true);
        Repeat(loop, () => Flag(again), () =>
        {
            _environment[again] = Read(condition);
            Branch(Flag(again), () => ReadBody(loop, bottom, isBottomPrivate), () => { });
        });
    }

    private void ReadForEach(IForEachLoopOperation loop)
    {
        Value collection = Read(Unconverted(loop.Collection));
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { IsRef: false } element } || collection is not (Window or Aggregate { Type: IArrayTypeSymbol }))
            throw new Unsupported(Rules.Loop, loop.Syntax, "over '" + loop.Collection.Syntax + "'");
        object counter = new(), elements = new();
        _environment[counter] = new Scalar(_builder.Constant(ScalarType.Int32, 0L));
        _environment[elements] = collection;
        ITypeSymbol type = _frame.Types.Apply(element.Type);
        Repeat(
            loop,
            () => _builder.Add(Op.Less, ScalarType.Boolean, Flag(counter), LengthNode(_environment[elements]!)),
            () =>
            {
                _builder.SetName(Flag(counter), "i");
                SetVariable(element, Convert(Element(_environment[elements]!, Flag(counter), loop.Syntax), type, false, loop.Syntax));
                ReadBody(loop, () => _environment[counter] = new Scalar(_builder.Add(Op.Add, ScalarType.Int32, Flag(counter), _builder.Constant(ScalarType.Int32, 1L))), isBottomPrivate: true);
            });
    }

    // One iteration. What is left when the loop ends may change after the last one too, and then need not know how it ended.
    private void ReadBody(ILoopOperation loop, Action bottom, bool isBottomPrivate)
    {
        Catching(new Jump(loop.ContinueLabel, IsOutOfLoop: true), () => ReadAll([loop.Body]));
        if (isBottomPrivate)
            bottom();
        else
            Branch(Jumped(), () => { }, bottom);
    }

    private void Repeat(ILoopOperation loop, Func<int> condition, Action iteration) =>
        Repeat(loop.Syntax, new Jump(loop.ExitLabel, IsOutOfLoop: true), LongestUnrolled(loop), condition, iteration);

    private void Repeat(SyntaxNode at, Jump exit, int longestUnrolled, Func<int> condition, Action iteration)
    {
        AsOneAssignment(() => Catching(exit, () =>
        {
            int mark = _builder.Count;
            Environment before = _environment;
            _environment = before.Clone();
            bool isUnrolled = Unroll(condition, iteration, exit, longestUnrolled);
            if (isUnrolled)
                before.Become(_environment);
            _environment = before;
            if (isUnrolled)
                return;
            Rollback(mark);
            ReadCarrying(at, () => _builder.If(Left(exit), () => [_builder.Boolean(false)], () => [condition()])[0], iteration, exit);
        }));
    }

    // What was read is read again, and what was to be said of it is said then.
    private void Rollback(int mark)
    {
        _builder.Rollback(mark);
        _suspects.Forget(mark);
        _inlined.RemoveAll(call => call.Start >= mark);
    }

    private static int LongestUnrolled(ILoopOperation loop) => loop is IForEachLoopOperation { Collection.Type: IArrayTypeSymbol } ? 64 : MostUnrolled;

    // Reads the iterations one after another where their number is known and small; false where they are not.
    private bool Unroll(Func<int> condition, Action iteration, Jump exit, int most)
    {
        int start = _builder.Count;
        for (int i = 0; ; i++)
        {
            int goesOn = condition();
            if (_builder.IsBoolean(goesOn, false))
                return true;
            if (i == most || _builder.Count - start > MostUnrolledNodes || !_builder.IsBoolean(goesOn, true))
                return false;
            iteration();
            if (_builder.IsBoolean(Left(exit), true))
                return true;
            if (!_builder.IsBoolean(Left(exit), false))
                return false;
        }
    }

    // Reads the body again and again until all that it changes is carried.
    private void ReadCarrying(SyntaxNode at, Func<int> test, Action iteration, Jump exit)
    {
        Environment before = _environment;
        int mark = _builder.Count;
        var carried = new List<(object Variable, Value Initial)>();
        List<Spare> spares = [];
        while (true)
        {
            List<(object Variable, Value Types)> changed = [];
            object[] mixed = [];
            Func<Spare>[] wanted = [];
            int condition = Node.None;
            int[] last = _builder.Loop(
                [.. carried.SelectMany(c => ScalarsOf(c.Initial, at))],
                current =>
                {
                    Environment start = _environment = before.Clone();
                    Set(carried, current);
                    condition = test();
                    if (start.Keys.Any(key => !Same(start[key], _environment[key])))
                        throw new Unsupported(Rules.Loop, at, "whose condition has side effects");
                    return condition;
                },
                current =>
                {
                    _environment = before.Clone();
                    Set(carried, current);
                    SetFlag(exit, false);
                    SetFlag(_frame.HasReturned, false);
                    Environment start = _environment.Clone();
                    iteration();
                    wanted = Wanted(start, mark, spares, at);
                    mixed = Mixed(start, _environment);
                    changed = [.. start.Keys.Where(key => !Same(start[key], _environment[key]) && !carried.Any(c => Equals(c.Variable, key))).Select(key => (key, Rebuild(_environment[key]!, node => (int)_builder[node].Type)))];
                    return [.. carried.SelectMany(c => ScalarsOf(mixed.Length > 0 ? c.Initial : Like(c.Initial, _environment[c.Variable]!, at), at))];
                });
            _environment = before;
            if (changed.Count == 0)
            {
                if (_builder.IsBoolean(condition, true))
                    throw new Unsupported(Rules.Loop, at, "that never ends");
                Set(carried, last);
                return;
            }

            Rollback(mark);
            if (mixed.Length > 0)
            {
                spares.AddRange(wanted.Select(want => want()));
                if (wanted.Length == 0)
                    Merge(mixed, left: _builder.Constant(ScalarType.Int32, 0L), at);
                carried.Clear();
                mark = _builder.Count;
                continue;
            }

            carried.AddRange(changed.Select(c => (c.Variable, InitialOf(before[c.Variable]!, c.Types, at))));
            mark = _builder.Count;
        }
    }

    private int Left(Jump exit) => Or(Flag(_frame.HasReturned), Flag(exit));

    private int Flag(object variable) => ((Scalar)_environment[variable]!).Node;

    private void Set(List<(object Variable, Value Initial)> variables, int[] nodes)
    {
        int next = 0;
        foreach ((object variable, Value initial) in variables)
        {
            Value value = Rebuild(initial, () => nodes[next++]);
            if (value is Window { Part: { } part })
            {
                string name = (variable as ISymbol)?.Name ?? "part";
                if (part.Row is { } row)
                    _builder.SetName(row, name + "Index");
                if (!part.IsRow)
                {
                    _builder.SetName(part.Offset, name + "Start");
                    _builder.SetName(part.Length, name + "Length");
                }
            }

            _environment[variable] = value;
            if (variable is ISymbol symbol)
                Name(symbol.Name, value, isUsers: symbol is ILocalSymbol);
        }
    }

    // A variable that has no value yet is carried like the value it gets.
    private Value InitialOf(Value before, Value types, SyntaxNode at) => before switch
    {
        Unassigned when types is not Window { Storage: var storage } || _environment[storage] is not null => Rebuild(types, type => NoValue((ScalarType)type)),
        Reference reference when IsStruct(reference.Type) => TakeApart(reference),
        Scalar or Aggregate when types is not Window => before,
        Aggregate empty when types is Window view && IsEmptySpan(empty, view) => view with { Part = NoPart },
        Window { IsJagged: true, Part: { } part } view when types is Window { Part: { } next } other && other.Storage == view.Storage => part.IsRow && next.IsRow ? view : AsSlice(view),
        Window { IsJagged: false } window when types is Window other && other.Storage == window.Storage => window with { Part = PartOf(window) },
        _ => throw Rebound(at),
    };

    private Value Like(Value initial, Value value, SyntaxNode at) => value switch
    {
        Unassigned when initial is not Window => initial,
        Reference reference when initial is Aggregate => TakeApart(reference),
        Window { IsJagged: false } window when initial is Window { Part: not null } before && window.Storage == before.Storage => window with { Part = PartOf(window) },
        Window { IsJagged: true } view when initial is Window { Part: { IsRow: var isRow } } => !isRow ? AsSlice(view) : view.Part is { IsRow: true } ? view : throw Rebound(at),
        Aggregate empty when initial is Window view && IsEmptySpan(empty, view) => view with { Part = NoPart },
        _ => value is Window == initial is Window ? value : throw Rebound(at),
    };

    // A span that is 'default' is a part without elements of whatever it refers to later.
    private bool IsEmptySpan(Aggregate value, Window view) => ElementOf(value.Type) is not null && !view.IsJagged && _environment[view.Storage] is not null;

    private Part NoPart => Part(_builder.Constant(ScalarType.Int32, 0L), _builder.Constant(ScalarType.Int32, 0L));

    private static IEnumerable<int> ScalarsOf(Value value, SyntaxNode at) => value switch
    {
        Scalar scalar => [scalar.Node],
        Aggregate aggregate => aggregate.Fields.SelectMany(f => ScalarsOf(f.Value, at)),
        Window { Part: { } part } => part.Numbers,
        _ => throw Rebound(at),
    };

    private static Value Rebuild(Value like, Func<int> next) => Rebuild(like, _ => next());

    private static Value Rebuild(Value like, Func<int, int> node) => like switch
    {
        Scalar scalar => new Scalar(node(scalar.Node)),
        Aggregate aggregate => aggregate with { Fields = [.. aggregate.Fields.Select(f => new KeyValuePair<string, Value>(f.Key, Rebuild(f.Value, node)))] },
        Window { Part: { } part } window => window with { Part = part.With(node) },
        _ => like,
    };

    private static bool Same(Value? a, Value? b) => (a, b) switch
    {
        _ when ReferenceEquals(a, b) => true,
        (Aggregate x, Aggregate y) => x.Fields.Zip(y.Fields, (f, g) => Same(f.Value, g.Value)).All(same => same),
        _ => Equals(a, b),
    };

    private static bool HasEffects(IOperation condition) => condition.DescendantsAndSelf().Any(o =>
        o is IAssignmentOperation or IIncrementOrDecrementOperation or IDeclarationExpressionOperation or IDeclarationPatternOperation or IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out });

    // i++ and the like, on the loop's own variables.
    private static bool ChangesOnly(IOperation bottom, IReadOnlyList<ILocalSymbol> locals) =>
        bottom is IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { IsChecked: false, Target: ILocalReferenceOperation local } }
        && locals.Contains(local.Local, SymbolEqualityComparer.Default);

    private static IOperation Unconverted(IOperation operation) => operation is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion ? conversion.Operand : operation;
}
