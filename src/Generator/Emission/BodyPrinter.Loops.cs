using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>Loops: what a loop carries is a variable, declared before it and updated at the end of its body.</summary>
internal sealed partial class BodyPrinter
{
    // What the header of a for loop does, so that no statement need.
    private readonly HashSet<int> _headers = [];

    private void PrintLoop(int index)
    {
        if (ElementwiseLoop.Of(_graph, _live, index) is { } elementwise && elementwise.Written.All(memory => _lanes.TypeOf(memory) is null))
        {
            PrintElementwise(elementwise);
            return;
        }

        TakeBefore(index);
        Node loop = _graph[index];
        int[] carried = [.. _graph.CarriedBy(index).Where(c => _live.Contains(c) && _graph[c].Type != ScalarType.Buffer)];
        int counter = carried.Where(c => IsCounter(c, index)).DefaultIfEmpty(Node.None).First();
        int test = _graph.Regions[loop.B].Results[0];
        Dictionary<int, int> lastOf = _live.ResultsOf(index).Where(r => _graph[r].Type != ScalarType.Buffer).ToDictionary(r => _graph.CarriedBy(index)[(int)_graph[r].Payload]);
        foreach (int variable in carried.Where(c => c != counter))
        {
            bool isDeclared = lastOf.TryGetValue(variable, out int last) && _assigned.Contains(last);
            if (isDeclared)
                _names.Share(variable, _names[last]);
            Declare(variable, isDeclared);
            if (lastOf.ContainsKey(variable))
                _names.Share(last, _names[variable]);
        }

        if (counter != Node.None)
        {
            _names.Enter(counter);
            if (_layout.Uses(_graph.Next(counter)) == 1)
                _headers.Add(_graph.Next(counter));
        }

        bool isInline = Statements(loop.B).Count == 0;
        string? vector = _lanes.TypeIn(index) is { } tangent ? _expressions.Wide(tangent) : null;
        if (vector is not null)
            _writer.Line("// Several directions a turn.");
        else if (_loops.Any(other => _graph[other].Role.IsSweep()) && loop.Role.Describe(TapeOf(loop.C)) is { } role)
            _writer.Line("// " + role);
        string condition = isInline ? _expressions.Print(test) : "true";
        if (counter != Node.None)
        {
            string step = vector is null ? Assignment(_names[counter], counter, _graph.Next(counter), Defined(_graph.Next(counter))).TrimEnd(';') : $"{_names[counter]} += {vector}.Count";
            _writer.Open($"for ({_declaration.Text(_graph[counter].Type)} {_names[counter]} = {_expressions.Print(_graph[counter].A)}; {condition}; {step})");
        }
        else
            _writer.Open($"while ({condition})");
        if (!isInline)
            PrintExit(loop.B, test);
        if (vector is not null)
            PrintDirections(index, vector, _expressions.Print(_graph[test].B), _names[counter]);
        PrintIteration(loop.C, [.. carried.Where(c => c != counter)]);
        if (counter != Node.None)
            _names.Leave(counter);
        _writer.Close();
        _writer.Blank();
    }

    private void PrintElementwise(ElementwiseLoop loop)
    {
        var updates = loop.Updates.ToList();
        foreach (ProductSum sum in loop.Sums)
        {
            bool isDeclared = _assigned.Contains(sum.Result);
            if (isDeclared)
                _names.Share(sum.Variable, _names[sum.Result]);
            ElementwiseUpdate? with = updates.Where(update => sum.IsOneWith(_graph, update)).Select(update => (ElementwiseUpdate?)update).FirstOrDefault();
            if (with is { } update)
                updates.Remove(update);
            bool isAll = sum.Sign == Op.Add && _graph[_graph[sum.Variable].A] is { Op: Op.Constant, Number: 0 };
            if (!isAll)
                Declare(sum.Variable, isDeclared);
            string type = isAll && !isDeclared ? _expressions.TypeOf(sum.Variable) + " " : "", operation = isAll ? "=" : sum.Sign == Op.Add ? "+=" : "-=";
            _writer.Line($"{type}{_names[sum.Variable]} {operation} {_expressions.Sum(sum, with)};");
            _names.Share(sum.Result, _names[sum.Variable]);
        }

        foreach (ElementwiseUpdate update in updates)
            _writer.Line($"{_expressions.Update(update)};");
    }

    // The last turn may have fewer.
    private void PrintDirections(int loop, string vector, string bound, string counter)
    {
        _lanes.Name(loop, _names.Fresh("directions"));
        _writer.Line($"int {_lanes.DirectionsOf(loop)} = {_declaration.WellKnown("System", "Math")}.Min({vector}.Count, {bound} - {counter});");
    }

    // The caller's, if anything is kept there.
    private string? TapeOf(int body) => Enumerable.Range(0, _graph.Nodes.Count)
        .Where(n => _graph[n].Op == Op.Store && _live.Contains(n) && _graph.IsInside(n, body))
        .Select(n => Tape.Describe(_graph, _graph.MemoryOf(n))).OrderBy(tape => tape, StringComparer.Ordinal).LastOrDefault();

    private string Defined(int node) => _expressions.Define(node).Text;

    private void PrintExit(int region, int test)
    {
        Nesting.Run(PrintAll(Statements(region)));
        _writer.Open($"if ({_expressions.PrintNot(test)})");
        _writer.Line("break;");
        _writer.Close();
        _writer.Blank();
    }

    private void Declare(int carried, bool isDeclared)
    {
        int initial = _graph[carried].A;
        if (isDeclared)
            _writer.Line($"{_names[carried]} = {_expressions.PrintFor(carried, initial)};");
        else if (GoesOn(carried))
            _names.Share(carried, _names[initial]);
        else
            _writer.Line($"{_expressions.TypeOf(carried)} {_names[carried]} = {_expressions.PrintFor(carried, initial)};");
    }

    // A variable that ends where the loop begins goes on as the loop's.
    private bool GoesOn(int carried)
    {
        int initial = _graph[carried].A;
        return !_graph[initial].Op.IsLeaf() && !_layout.IsInline(initial) && _layout.Uses(initial) == 1 && _graph[initial].Region == _graph[_graph.OwnerOf(_graph[carried].Region)].Region
            && !(_graph[initial].Op == Op.Result && _graph[_graph[initial].A].Op == Op.CallWithDerivative);
    }

    // Counts by a constant, decides when the loop ends, and is not read after it.
    private bool IsCounter(int carried, int loop)
    {
        Node next = _graph[_graph.Next(carried)];
        return _graph[carried].Type.IsInteger()
            && next.Op is Op.Add or Op.Subtract && next.A == carried && _graph[next.B].Op == Op.Constant
            && _layout.UsersOf(carried).Any(user => _graph.IsInside(user, _graph[loop].B))
            && !_live.ResultsOf(loop).Any(r => _graph.CarriedBy(loop)[(int)_graph[r].Payload] == carried);
    }

    private void PrintIteration(int region, int[] carried)
    {
        List<int> pending = [];
        foreach (int variable in carried)
        {
            int next = _graph.Next(variable);
            if (CanBecome(next, variable, region) && !_assigned.Contains(next))
                Forward(next, variable);
            else
                pending.Add(variable);
        }

        Nesting.Run(PrintAll(Statements(region)));
        UpdateAll(pending.Select(variable => (variable, _graph.Next(variable))));
    }

    // Gives variables their next values as if at once: none is overwritten while another still needs it.
    private void UpdateAll(IEnumerable<(int Variable, int Next)> updates)
    {
        List<(int Variable, int Next)> pending = [.. updates.Where(u => _expressions.Print(u.Next) != _names[u.Variable])];
        var saved = new Dictionary<int, string>();
        while (pending.Count > 0)
        {
            int free = pending.FindIndex(u => !pending.Any(other => other != u && VariablesIn(other.Next).Any(v => _names[v] == _names[u.Variable])));
            if (free < 0)
            {
                // They wait for each other: (a, b) = (b, a).
                free = 0;
                Save(pending[0].Variable, pending.SelectMany(u => VariablesIn(u.Next)), saved);
            }

            _writer.Line(Assignment(saved.TryGetValue(pending[free].Variable, out string? name) ? name : _names[pending[free].Variable], pending[free].Variable, pending[free].Next));
            pending.RemoveAt(free);
        }

        foreach (KeyValuePair<int, string> variable in saved)
            _names.Share(variable.Key, variable.Value);
    }

    // What still reads the variable reads a copy from now on.
    private void Save(int variable, IEnumerable<int> read, Dictionary<int, string> saved)
    {
        string name = _names[variable], before = _names.Fresh(name + "Before");
        _writer.Line($"{_expressions.TypeOf(variable)} {before} = {name};");
        foreach (int reader in read.Append(variable).Where(r => _names[r] == name).Distinct().ToArray())
        {
            saved.Add(reader, name);
            _names.Share(reader, before);
        }
    }

    // The variables that the expression a node is printed as reads.
    private IEnumerable<int> VariablesIn(int node) =>
        _graph[node].Op.IsLeaf() ? [] : _layout.IsInline(node) ? OperandsOf(node).SelectMany(VariablesIn) : [node];

    private IEnumerable<int> OperandsOf(int node) => _graph[node].Op switch
    {
        Op.Invoke => _graph.ArgumentsOf(node),
        // What a call has returned has a variable that nothing overwrites.
        Op.Result when _graph.IsCallResult(node) => [],
        Op.Result => [_graph[_graph[node].A].A, _graph.Yielded(node, true), _graph.Yielded(node, false)],
        _ => _graph[node].Operands,
    };

    // Whether a node may be computed into the variable already: nothing reads what the variable has held before after it.
    private bool CanBecome(int next, int carried, int region)
    {
        Node node = _graph[next];
        if (node.Op.IsLeaf() || node.Op == Op.Carried || node.Region != region || _layout.IsInline(next))
            return false;
        if (node.Op == Op.Result && _graph[node.A].Op == Op.Loop)
            return false;
        if (node.Op == Op.Result && _graph[node.A].Op == Op.If)
        {
            Node branch = _graph[node.A];
            return !ReadsAfter(node.A, carried, region) && Arm(branch.B, true) && Arm(branch.C, false);

            bool Arm(int arm, bool taken)
            {
                int yielded = _graph.Yielded(next, taken);
                return yielded == carried || !CanForward(yielded, arm) || CanBecome(yielded, carried, arm);
            }
        }

        return node.Op != Op.Result && !ReadsAfter(next, carried, region);
    }

    private bool ReadsAfter(int position, int carried, int region) =>
        HeldBy(carried).SelectMany(held => ReadersOf(held, carried)).Any(r => r > position && (_graph.IsInside(r, region) || r == _graph.OwnerOf(region)));

    // What a variable holds, one after the other: where it goes on as a loop's, that is what the loop ends with.
    private IEnumerable<int> HeldBy(int node)
    {
        yield return node;
        foreach (int carried in _layout.UsersOf(node).Where(user => _graph[user].Op == Op.Carried && GoesOn(user)))
        {
            foreach (int last in _live.ResultsOf(_graph.OwnerOf(_graph[carried].Region)).Where(r => _graph[r].Payload == _graph[carried].Payload).SelectMany(HeldBy))
                yield return last;
        }
    }

    // Where a value is read: at the statements that its users are printed in, and where it is handed on to another variable.
    private IEnumerable<int> ReadersOf(int node, int carried)
    {
        foreach (int user in _layout.UsersOf(node))
        {
            foreach (int reader in PlacesOf(user, carried))
                yield return reader;
        }

        // The variable's own loop tests its next value, a loop inside its old one.
        foreach (int loop in _layout.LoopsWhile(node).Where(loop => loop != _graph.OwnerOf(_graph[carried].Region)))
            yield return loop;

        foreach (int to in _layout.HandedTo(node))
        {
            if (_graph[to].Op == Op.Carried)
                yield return _graph.OwnerOf(_graph[to].Region);
            else if (_layout.IsInline(node) || !BecomesNext(to, carried))
            {
                foreach (int place in PlacesOf(_graph[to].A, carried))
                    yield return place;
            }
        }
    }

    // Where a node is printed: a branch that is an expression, where its result is.
    private IEnumerable<int> PlacesOf(int node, int carried)
    {
        if (_graph[node].Op == Op.If && _layout.IsExpression(node))
            return _live.ResultsOf(node).SelectMany(result => PlacesOf(result, carried));
        return _layout.IsInline(node) || _graph[node].Op == Op.Argument ? ReadersOf(node, carried) : [node];
    }

    // Whether a branch's result is what the variable becomes: then an arm that hands the variable on leaves it as it is.
    private bool BecomesNext(int result, int carried) =>
        _layout.Uses(result) == 1 && _layout.HandedTo(result).Count == 1
        && _layout.HandedTo(result)[0] is var only && (only == carried || (_graph[only].Op == Op.Result && BecomesNext(only, carried)));
}
