using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>Copies a graph with loops that count upwards, by one, from another number to another bound.</summary>
internal abstract class Recounting : GraphRewriter
{
    private readonly Dictionary<int, (int First, int End)> _courses = [];
    private readonly Dictionary<int, int> _copies = [];

    protected Recounting(Graph source) : base(source) => Sums = new IntegerSums(Target);

    protected IntegerSums Sums { get; }

    /// <summary>Lets the loop of a counter count from a number of the copy up to another one, which it does not reach.</summary>
    protected void Count(int counter, int first, int end) => _courses.Add(counter, (first, end));

    /// <summary>What the counter of such a loop is in the copy.</summary>
    protected int CopyOf(int counter) => _copies[counter];

    protected override int Initial(int carried) => _courses.TryGetValue(carried, out (int First, int) course) ? course.First : base.Initial(carried);

    protected override int Next(int carried) =>
        _courses.ContainsKey(carried) ? Target.Add(Op.Add, ScalarType.Int32, CopyOf(carried), Sums.Integer(1)) : base.Next(carried);

    protected override int Test(int loop)
    {
        foreach (int counter in Source.CarriedBy(loop).Where(_courses.ContainsKey))
        {
            _copies[counter] = this[counter];
            Target.SetName(this[counter], "i");
            return Target.Add(Op.Less, ScalarType.Boolean, this[counter], _courses[counter].End);
        }

        return base.Test(loop);
    }
}
