using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>Loops and buffers: a loop carries the tangents of what it carries; a buffer has one of its own for its tangents.</summary>
internal sealed partial class ForwardMode
{
    private HashSet<int>? _moving;

    // The memories that something active is stored into.
    private bool IsMovingMemory(int memory) =>
        (_moving ??= [.. Enumerable.Range(0, Source.Nodes.Count).Where(n => Source[n].Op == Op.Store && _varied[Source[n].C]).Select(Source.MemoryOf)]).Contains(memory);

    private bool IsMovingBuffer(int state) => Source[state].Type == ScalarType.Buffer && IsMovingMemory(Source.MemoryOf(state));

    private void MoveBuffer(int index)
    {
        Node node = Source[index];
        foreach (Dictionary<int, Expr> tangents in _tangents)
        {
            if (node.Op == Op.Allocate && IsMovingMemory(index))
                MoveTo(tangents, index, Target.Allocate(TypeIn(tangents, (ScalarType)node.Payload), this[node.A]));
            else if (node.Op == Op.Store && IsMovingBuffer(index) && StateOf(tangents, node.A) is { } state)
                tangents[index] = _varied[index] ? state.With(Target.Store(state.Id, this[node.B], Yield(tangents, node.C, TangentOf(tangents, node.C)))) : state;
        }
    }

    // Where the part is made, so that what is the same for all iterations is before their loop.
    private void SliceTangents(int slice)
    {
        foreach (Dictionary<int, Expr> tangents in _tangents)
        {
            if (tangents.TryGetValue(Source.MemoryOf(slice), out Expr memory))
                NameTangent(tangents, slice, Target.PartOf(memory.Id, this[slice]));
        }
    }

    // Where nothing active is ever stored, the tangents stay what they were.
    private Expr? StateOf(Dictionary<int, Expr> tangents, int state) =>
        tangents.TryGetValue(IsMovingBuffer(state) ? state : Source.MemoryOf(state), out Expr tangent) ? tangent : null;

    // The tangents of a buffer that comes from outside to be written, where the caller has no place for them.
    private void AddTangents(Dictionary<int, Expr> tangents, int leaf)
    {
        Input input = Source.Inputs[(int)Source[leaf].Payload];
        if (tangents.ContainsKey(leaf) || !(input.IsOutput || (input.IsBuffer && IsMovingMemory(leaf))))
            return;
        int memory = Target.Allocate(TypeIn(tangents, input.Element), Target.Length(this[leaf]));
        Target.SetName(memory, input.Name + (tangents == _presence ? "Moves" : "Tangent"));
        tangents[leaf] = new Expr(Target, memory);
    }

    // An element that a direction is along, where it is read.
    private void SeedElement(int load)
    {
        if (Source[Source[load].A] is not { Op: Op.Input, Payload: var input } || !Source.Inputs[(int)input].IsActive || Source[Source[load].B] is not { Op: Op.Constant, Payload: var element })
            return;
        int entry = Source.Inputs.Take((int)input).Count(other => other.IsActive);
        for (int k = 0; k < _seeds.Count; k++)
        {
            if (_seeds[k].Element == element && _seeds[k].Unit == entry)
                Move(_tangents[k], load, new Expr(Target, Target.Constant(Source[load].Type, 1.0)));
        }
    }

    private int YieldResult(Dictionary<int, Expr> tangents, int result) => Source[result].Type == ScalarType.Buffer
        ? StateOf(tangents, result)?.Id ?? this[result]
        : Yield(tangents, result, TangentOf(tangents, result));

    private void CopyLoop(int index)
    {
        Node loop = Source[index];
        int[] carried = [.. Source.CarriedBy(index).Where(Live.Contains)];
        (int Slot, Dictionary<int, Expr> Tangents)[] moving =
        [
            .. from tangents in _tangents
               from slot in Enumerable.Range(0, carried.Length)
               where Source[carried[slot]].Type == ScalarType.Buffer ? IsMovingBuffer(carried[slot]) && StateOf(tangents, Source[carried[slot]].A) is not null : _varied[carried[slot]]
               select (slot, tangents),
        ];
        int Initial((int Slot, Dictionary<int, Expr> Tangents) moved) => Source[carried[moved.Slot]].A is var initial && Source[initial].Type == ScalarType.Buffer
            ? StateOf(moved.Tangents, initial)!.Value.Id
            : Yield(moved.Tangents, initial, TangentOf(moved.Tangents, initial));
        int[] answers = Target.Loop(
            [.. carried.Select(c => this[Source[c].A]), .. moving.Select(Initial)],
            current =>
            {
                for (int i = 0; i < carried.Length; i++)
                {
                    this[carried[i]] = current[i];
                    CopyName(carried[i]);
                }

                for (int i = 0; i < moving.Length; i++)
                    MoveTo(moving[i].Tangents, carried[moving[i].Slot], current[carried.Length + i]);
                CopyRegion(loop.B);
                return this[Source.Regions[loop.B].Results[0]];
            },
            _ =>
            {
                CopyRegion(loop.C);
                return
                [
                    .. carried.Select(c => this[Source.Next(c)]),
                    .. moving.Select(m => Source.Next(carried[m.Slot]) is var next && Source[next].Type == ScalarType.Buffer ? StateOf(m.Tangents, next)!.Value.Id : Yield(m.Tangents, next, TangentOf(m.Tangents, next))),
                ];
            },
            loop.Role);
        foreach (int result in Live.ResultsOf(index))
        {
            int slot = Array.IndexOf(carried, Source.CarriedBy(index)[(int)Source[result].Payload]);
            this[result] = answers[slot];
            CopyName(result);
            for (int i = 0; i < moving.Length; i++)
            {
                if (moving[i].Slot == slot)
                    MoveTo(moving[i].Tangents, result, answers[carried.Length + i]);
            }
        }
    }

    private void MoveTo(Dictionary<int, Expr> tangents, int index, int tangent)
    {
        tangents[index] = new Expr(Target, tangent);
        NameTangent(tangents, index, tangent);
    }
}
