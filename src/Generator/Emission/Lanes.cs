using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>
/// Loops over directions that take several a turn. All that a turn computes from its direction is linear in it, sums, and multiples by
/// what is the same along every direction, or says which tangents are there. So the same code serves several tangents side by side.
/// </summary>
internal sealed class Lanes
{
    // Of each loop, the type of its tangents, and the variable that says how many directions a turn has.
    private readonly Dictionary<int, (ScalarType Type, string Directions)> _turns = [];
    private readonly Dictionary<int, int> _loopOf = [];
    private readonly Dictionary<int, ScalarType> _wide = [];
    private readonly HashSet<int> _seeds = [];

    public Lanes(Graph graph, Liveness live)
    {
        foreach (int loop in Enumerable.Range(0, graph.Nodes.Count).Where(n => graph[n].Op == Op.Loop && graph[n].Role == LoopRole.Directions && live.Contains(n)))
        {
            if (Turn.Of(graph, live, loop) is not { } turn)
                continue;
            ScalarType tangent = graph.ElementOf(turn.Seeds[0]), mask = tangent == ScalarType.Double ? ScalarType.Int64 : ScalarType.Int32;
            _turns.Add(loop, (tangent, ""));
            foreach (int node in turn.Wide)
                _wide.Add(node, (graph[node].Type == ScalarType.Buffer ? graph.ElementOf(node) : graph[node].Type) == ScalarType.Boolean ? mask : tangent);
            _seeds.UnionWith(turn.Seeds);
            foreach (int access in turn.Columns)
                (_loopOf[access], _wide[access]) = (loop, tangent);
        }
    }

    /// <summary>Whether there is such a loop.</summary>
    public static bool AreIn(Graph graph) => new Lanes(graph, Liveness.Of(graph))._turns.Count > 0;

    /// <summary>The type of the tangents of a loop that takes several directions a turn; null for any other loop.</summary>
    public ScalarType? TypeIn(int loop) => _turns.TryGetValue(loop, out (ScalarType Type, string) turn) ? turn.Type : null;

    /// <summary>
    /// Of what a value is, or a memory holds or is given, along several directions: tangents, or conditions, which are all bits of a place or none;
    /// null for what is the same along all.
    /// </summary>
    public ScalarType? TypeOf(int node) => _wide.TryGetValue(node, out ScalarType type) ? type : null;

    /// <summary>Whether a condition is one for each direction: then both arms are computed.</summary>
    public bool AreSelectedBy(int condition) => _wide.ContainsKey(condition);

    /// <summary>Whether a store says what the directions of a turn are.</summary>
    public bool AreSeededBy(int store) => _seeds.Contains(store);

    /// <summary>Names the variable that says how many directions a turn has.</summary>
    public void Name(int loop, string directions) => _turns[loop] = (_turns[loop].Type, directions);

    /// <summary>That variable.</summary>
    public string DirectionsOf(int loop) => _turns[loop].Directions;

    /// <summary>How many columns of the matrix, side by side, a load or store is about; null for any other access.</summary>
    public string? ColumnsOf(int access) => _loopOf.TryGetValue(access, out int loop) ? _turns[loop].Directions : null;

    /// <summary>A turn of a loop over directions.</summary>
    private sealed class Turn
    {
        private readonly Graph _graph;
        private readonly int _loop;
        private readonly int _counter;
        private readonly int[] _inside;
        private readonly HashSet<int> _numbers = [];

        private Turn(Graph graph, Liveness live, int loop, int counter)
        {
            _graph = graph;
            _loop = loop;
            _counter = counter;
            _inside = [.. Enumerable.Range(0, loop).Where(n => live.Contains(n) && !graph[n].Op.IsLeaf() && graph.IsInside(n, graph[loop].C) && !graph.IsInside(n, graph[loop].B))];
            Seeds = [.. _inside.Where(n => graph[n].Op == Op.Store && graph[n].B == counter && graph[graph[n].C].Op == Op.Constant && !IsMatrix(n))];
            Wide = [.. Seeds.Select(graph.MemoryOf)];
            FindNumbers();
            FindWide();
        }

        /// <summary>The values and the memories that differ from direction to direction.</summary>
        public HashSet<int> Wide { get; }

        /// <summary>The stores that set and clear the direction.</summary>
        public int[] Seeds { get; }

        /// <summary>The loads and stores of the matrix.</summary>
        public IEnumerable<int> Columns => _inside.Where(n => _graph[n].Op is Op.Load or Op.Store && IsMatrix(n));

        /// <summary>Null where something depends on the direction otherwise.</summary>
        public static Turn? Of(Graph graph, Liveness live, int loop)
        {
            if (CountedLoop.Of(graph, loop) is not { Comparison: Op.Less, Step: Op.Add, By: 1 } counted)
                return null;
            if (graph.CarriedBy(loop).Any(c => live.Contains(c) && c != counted.Counter && graph[c].Type != ScalarType.Buffer) || live.ResultsOf(loop).Any(r => graph[r].Type != ScalarType.Buffer))
                return null;
            var turn = new Turn(graph, live, loop, counted.Counter);
            ScalarType? tangent = turn.Seeds.Length > 0 ? graph.ElementOf(turn.Seeds[0]) : null;
            bool hasVectors = tangent is ScalarType.Double or ScalarType.Single && turn.Wide.All(node => graph[node].Type is ScalarType.Buffer or ScalarType.Boolean || graph[node].Type == tangent);
            return hasVectors && turn._inside.All(turn.IsLinear) && turn.KeepsToItself(live) ? turn : null;
        }

        // The indices that count directions: the number of the direction itself, or what is added to it.
        private void FindNumbers()
        {
            _numbers.Add(_counter);
            foreach (int node in _inside.Where(n => _graph[n].Op == Op.Add && _graph[n].Type == ScalarType.Int32 && n != _graph.Next(_counter)))
            {
                if (_numbers.Contains(_graph[node].A) != _numbers.Contains(_graph[node].B))
                    _numbers.Add(node);
            }
        }

        private void FindWide()
        {
            for (int count = -1; count != Wide.Count;)
            {
                count = Wide.Count;
                foreach (int node in _inside)
                {
                    if (_graph[node].Op == Op.Store && Wide.Contains(_graph[node].C) && !IsMatrix(node))
                        Wide.Add(_graph.MemoryOf(node));
                    else if ((_graph[node].Type.IsReal() || _graph[node].Type == ScalarType.Boolean) && _graph[node].Op is not (Op.If or Op.Loop or Op.Guard) && Sources(node).Any(Wide.Contains))
                        Wide.Add(node);
                }
            }
        }

        // What a value is computed from or handed on from; of an element of a memory that is wide, that memory.
        private IEnumerable<int> Sources(int node) => _graph[node].Op switch
        {
            Op.Load => IsMatrix(node) ? Seeds.Select(_graph.MemoryOf) : [_graph.MemoryOf(node)],
            Op.Carried => [_graph[node].A, _graph.Next(node)],
            Op.Result when _graph[_graph[node].A].Op == Op.If => [_graph.Yielded(node, true), _graph.Yielded(node, false), _graph[_graph[node].A].A],
            Op.Result when _graph[_graph[node].A].Op == Op.Loop => [_graph.CarriedBy(_graph[node].A)[(int)_graph[node].Payload]],
            _ => _graph[node].Operands,
        };

        private bool IsLinear(int index)
        {
            Node node = _graph[index];
            if (node.Op is Op.Load or Op.Store)
                return IsInPlace(index);
            if (_graph[index].Operands.Any(_numbers.Contains) && !_numbers.Contains(index) && index != _graph.Next(_counter))
                return false;
            if (node.Op == Op.If && Wide.Contains(node.A))
                return IsSafe(node.B) && IsSafe(node.C) && _inside.Where(n => _graph[n].Op == Op.Result && _graph[n].A == index).All(Wide.Contains);
            if (node.Op == Op.Loop && Wide.Contains(_graph.Regions[node.B].Results[0]))
                return false;
            if (!Wide.Contains(index) || node.Op == Op.Allocate)
                return !_graph[index].Operands.Any(operand => _graph[operand].Type != ScalarType.Buffer && Wide.Contains(operand)) && !IsHandedNumber(index);
            bool a = Wide.Contains(node.A), b = node.OperandCount > 1 && Wide.Contains(node.B);
            return node.Op switch
            {
                Op.Add or Op.Subtract => a && b && IsSameType(node),
                Op.Multiply => a != b && IsSameType(node),
                Op.Divide => !b && IsSameType(node),
                Op.Negate or Op.Not => true,
                Op.Equal or Op.NotEqual => !b && _graph[node.B].IsZero,
                Op.Result when _graph[node.A].Op == Op.If && Wide.Contains(_graph[node.A].A) => IsSelected(index),
                Op.Carried or Op.Result => Sources(index).All(source => source == ConditionOf(node) || IsTangent(source) || _graph[source].Op == Op.Undefined),
                _ => false,
            };
        }

        private int ConditionOf(Node result) => result.Op == Op.Result && _graph[result.A].Op == Op.If ? _graph[result.A].A : Node.None;

        // Both arms are computed, and each place takes its own: of two conditions one is a constant.
        private bool IsSelected(int result)
        {
            int whenTrue = _graph.Yielded(result, true), whenFalse = _graph.Yielded(result, false);
            return IsTangent(whenTrue) && IsTangent(whenFalse)
                && (_graph[result].Type != ScalarType.Boolean || _graph[whenTrue].Op == Op.Constant || _graph[whenFalse].Op == Op.Constant);
        }

        private bool IsTangent(int value) => Wide.Contains(value) || _graph[value].IsZero || _graph[value] is { Op: Op.Constant, Type: ScalarType.Boolean };

        // Whether an arm may run along directions that do not take it: what it reads or computes of the primal, the primal has read and computed
        // whatever the direction.
        private bool IsSafe(int region) => !_inside.Any(n => _graph.IsInside(n, region) && _graph[n].Op is Op.Store or Op.Allocate or Op.Guard or Op.Loop);

        private bool IsSameType(Node node) => node.Operands.All(operand => _graph[operand].Type == node.Type);

        // An index that counts directions is no value that a branch or a loop hands on.
        private bool IsHandedNumber(int node) => _graph[node].Type.IsInteger() && _graph[node].Op is Op.Carried or Op.Result && Sources(node).Any(_numbers.Contains);

        // Tangents are in memories of their own, and beside each other in the matrix; nothing else outlives the turn.
        private bool IsInPlace(int access)
        {
            Node node = _graph[access];
            int memory = _graph.MemoryOf(node.A);
            if (Seeds.Contains(access))
                return true;
            bool isTangent = Wide.Contains(memory) || IsMatrix(access);
            if (_numbers.Contains(node.B) != IsMatrix(access) || (isTangent && _graph.ElementOf(memory) is not (ScalarType.Double or ScalarType.Single or ScalarType.Boolean)))
                return false;
            if (node.Op == Op.Load)
                return true;
            bool isOfItsKind = isTangent ? IsTangent(node.C) : !_numbers.Contains(node.C);
            return isOfItsKind && (IsMatrix(access) || _graph.IsInside(memory, _graph[_loop].C) || Seeds.Any(seed => _graph.MemoryOf(seed) == memory));
        }

        // Nothing but the turns reads what they write, the matrix apart.
        private bool KeepsToItself(Liveness live) => Enumerable.Range(0, _graph.Nodes.Count)
            .Where(n => _graph[n].Op is Op.Load or Op.Store && live.Contains(n) && !_inside.Contains(n))
            .All(n => !Wide.Contains(_graph.MemoryOf(n)));

        private bool IsMatrix(int access) => _graph[_graph.MemoryOf(_graph[access].A)] is { Op: Op.Input } input && _graph.Inputs[(int)input.Payload].IsMatrix;
    }
}
