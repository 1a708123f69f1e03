using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>
/// Variables that refer to one buffer in one iteration and to another one in the next, as two that are swapped, or to either by a condition. Before the loop or the branch the buffers
/// move into one memory, one after the other: then it is a number, where a variable's part of it begins, that changes. A buffer that an iteration makes, and leaves to the next, is copied
/// to a place that is set aside there.
/// </summary>
internal sealed partial class BodyReader
{
    /// <summary>Where a variable's buffer is copied to that an iteration has made.</summary>
    private sealed record Spare(object Variable, Window Place);

    private readonly Dictionary<object, object[]> _merged = [];

    private static IEnumerable<object> StoragesOf(Value? value) => value switch
    {
        Window window => [window.Storage],
        Torn torn => torn.Storages,
        _ => [],
    };

    // The storages between which an iteration moves variables that refer to one of them before; where a loop inside has merged them, it is too late there.
    private object[] Mixed(Environment before, Environment after) =>
    [
        .. before.Keys.Where(key => before[key] is Window)
            .Select(key => StoragesOf(before[key]).Union(StoragesOf(after[key]).SelectMany(storage => before[storage] is null ? Merged(storage) : [storage])).ToArray())
            .Where(storages => storages.Length > 1).SelectMany(storages => storages).Distinct(),
    ];

    // The storages between which two branches decide.
    private object[] Mixed(Environment before, Environment afterThen, Environment afterElse) =>
    [
        .. afterThen.Keys.Where(key => afterThen[key] is Window or Torn && afterElse[key] is Window or Torn)
            .Select(key => StoragesOf(afterThen[key]).Union(StoragesOf(afterElse[key])).SelectMany(storage => before[storage] is null ? Merged(storage) : [storage]).Distinct().ToArray())
            .Where(storages => storages.Length > 1).SelectMany(storages => storages).Distinct(),
    ];

    private bool CanMerge(object[] storages, Environment environment)
    {
        Value[] views = [.. environment.Keys.Select(key => environment[key]!).Where(value => StoragesOf(value).Any(storages.Contains))];
        return storages.All(storage => environment[storage] is not null && storage != _output && views.Any(view => view is Window window && window.Storage == storage))
            && views.All(view => view is Window { IsJagged: false } window && AreAlike(window, (Window)views[0]));
    }

    // Matrices of one shape are parts of a memory row by row, as those of the method's own are; one that is given is not.
    private static bool AreAlike(Window one, Window other) =>
        SymbolEqualityComparer.Default.Equals(one.Element, other.Element) && one.Shape == other.Shape && (one.Shape is null || one.Given is null);

    // What a storage was made of.
    private IEnumerable<object> Merged(object storage) => _merged.TryGetValue(storage, out object[]? parts) ? parts.SelectMany(Merged) : [storage];

    // Gives the place that is left behind them.
    private Window Merge(object[] storages, int left, SyntaxNode at)
    {
        if (!CanMerge(storages, _environment))
            throw Rebound(at);
        (object Variable, Window Window)[] views = [.. _environment.Keys.Where(key => StoragesOf(_environment[key]).Any(storages.Contains)).Select(key => (key, (Window)_environment[key]!))];
        Window first = views[0].Window;
        int[] lengths = [.. storages.Select(storage => _builder.Length(StatesIn(_environment[storage]!).First()))], offsets = new int[storages.Length];
        int total = _builder.Constant(ScalarType.Int32, 0L);
        for (int k = 0; k < storages.Length; k++)
        {
            offsets[k] = total;
            total = Sum(total, lengths[k]);
        }

        Window whole = NewBuffer(first.Type, first.Element, Sum(total, left), at);
        _merged.Add(whole.Storage, storages);
        Name(string.Concat(views.Select(view => view.Variable).OfType<ISymbol>().Select((variable, k) => k == 0 ? variable.Name : StructFields.Capitalized(variable.Name))), whole.Memory!, isUsers: false);
        for (int k = 0; k < storages.Length; k++)
        {
            Window from = views.First(view => view.Window.Storage == storages[k]).Window with { Part = null, Shape = null };
            if (!Equals(_environment[from.Storage], from.Memory)) // All zero as the new memory is.
                CopyElements(from, lengths[k], k == 0 ? whole : whole with { Part = Part(offsets[k], lengths[k]) }, at);
        }

        // What the method must not write to, it must not write to here.
        Value? writable = views.All(view => view.Window.Memory is not null || view.Window.Type.Name == "ReadOnlySpan") ? whole.Memory : null;
        foreach ((object variable, Window view) in views)
        {
            int offset = offsets[Array.IndexOf(storages, view.Storage)];
            _environment[variable] = view with { Storage = whole.Storage, Memory = writable, Given = null, Part = Part(Sum(offset, PartOf(view).Offset), PartOf(view).Length) };
        }

        return whole with { Part = Part(total, left) };
    }

    // A variable that is left a buffer which the iteration has made: a copy of that goes to the variable's spare place, or one is wanted.
    private Func<Spare>[] Wanted(Environment start, int mark, IReadOnlyList<Spare> spares, SyntaxNode at)
    {
        List<Func<Spare>> wanted = [];
        foreach (object variable in start.Keys.Where(key => start[key] is Window && _environment[key] is Window made && start[made.Storage] is null && !_merged.ContainsKey(made.Storage)).ToArray())
        {
            var made = (Window)_environment[variable]!;
            object storage = ((Window)start[variable]!).Storage;
            bool isAlone = !start.Keys.Any(key => key != variable && (StoragesOf(_environment[key]).Contains(made.Storage) || (!Same(start[key], _environment[key]) && StoragesOf(_environment[key]).Contains(storage))));
            if (!isAlone || made.Shape is not null || Outside(LengthNode(made), mark) is not { } length)
                throw Rebound(at);
            if (spares.FirstOrDefault(spare => spare.Variable == variable) is { Place: var place })
            {
                CopyElements(made, place.Part!.Length, place, at);
                _environment[variable] = ((Window)start[variable]!) with { Part = place.Part };
            }
            else
            {
                wanted.Add(() => new Spare(variable, Merge([storage], length(), at)));
            }
        }

        return [.. wanted];
    }

    // A length that is known before the loop too.
    private Func<int>? Outside(int length, int mark) => _builder[length] switch
    {
        _ when length < mark => () => length,
        { Op: Op.Constant, Payload: var number } => () => _builder.Constant(ScalarType.Int32, number),
        { Op: Op.Length, A: var buffer, Payload: var dimension } when buffer < mark => () => _builder.Length(buffer, (int)dimension),
        _ => null,
    };

    private void CopyElements(Window from, int length, Window to, SyntaxNode at) => ForEachIndex(length, at, index => Store(to, index, Element(from, index, at), at));

    private static Unsupported Rebound(SyntaxNode at) => new(Rules.Loop, at, "that changes which object a variable refers to");
}
