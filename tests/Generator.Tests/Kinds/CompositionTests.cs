using SymGrad.Generator.Differentiation;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Tests.Kinds;

/// <summary>The two modes compose in any order, to any depth: whichever way a derivative along given directions is made, it is the same number.</summary>
public class CompositionTests
{
    private const int Inputs = 4;
    private const int Active = 3;

    [Theory]
    [InlineData(1, 400)]
    [InlineData(2, 300)]
    [InlineData(3, 60)]
    public void Every_order_of_the_modes_gives_the_same_derivative(int depth, int graphs)
    {
        int compared = 0;
        for (int seed = 0; seed < graphs; seed++)
        {
            Graph function = RandomGraph.Of(seed, Inputs, results: 1);
            (string Word, Graph Graph)[] derived = [.. Words(depth).Select(word => (word, word.Aggregate(function, Differentiate)))];
            var random = new Random(seed);
            for (int point = 0; point < 3; point++)
            {
                double[] at = [.. Enumerable.Range(0, Inputs + (depth * Active)).Select(_ => (random.NextDouble() * 3) - 1.5)];
                compared += Compare(derived, at, $"graph {seed}") ? 1 : 0;
            }
        }

        Assert.True(compared > graphs, $"only {compared} points of {3 * graphs} were inside the domain");
    }

    [Fact]
    public void Rows_and_columns_make_the_same_Jacobian()
    {
        int compared = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            Graph function = RandomGraph.Of(seed, Inputs, results: 3);
            Graph rows = ReverseMode.Apply(function, [.. Seed.Units(3)]), columns = ForwardMode.Apply(function, [.. Seed.Units(Active)]);
            var random = new Random(seed);
            double[] at = [.. Enumerable.Range(0, Inputs).Select(_ => (random.NextDouble() * 3) - 1.5)];
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < Active; j++)
                {
                    int row = i, column = j;
                    compared += Compare([("row", Only(rows, 3 + (row * Active) + column)), ("column", Only(columns, 3 + (column * 3) + row))], at, $"entry ({i}, {j}) of graph {seed}") ? 1 : 0;
                }
            }
        }

        Assert.True(compared > 2000, $"{compared}");
    }

    private static IEnumerable<string> Words(int length) =>
        length == 0 ? [""] : Words(length - 1).SelectMany(word => new[] { word + "F", word + "R" });

    // From a scalar function to its derivative along a direction, whose entries are further inputs.
    private static Graph Differentiate(Graph function, char mode)
    {
        Seed along = Seed.Of(Enumerable.Range(0, Active).Select(i => new Input("d", "d" + function.Inputs.Count + i, ScalarType.Double, IsActive: false)));
        return mode == 'F'
            ? Only(ForwardMode.Apply(function, along), 1)
            : Contraction.Apply(ReverseMode.Apply(function, Seed.Of(0)), along.Inputs);
    }

    private static Graph Only(Graph graph, int result) => graph.WithResults([graph.Results[result]]);

    private static bool Compare((string Word, Graph Graph)[] derived, double[] at, string where)
    {
        var values = new double[derived.Length];
        double noise = 0;
        for (int i = 0; i < derived.Length; i++)
        {
            var interpreter = new Interpreter(derived[i].Graph);
            if (interpreter.Evaluate(at) is not [var value] || interpreter.IsExtreme || !double.IsFinite(value))
                return false;
            values[i] = value;
            double disturbed = new Interpreter(derived[i].Graph, 1e-11).Evaluate(at)![0];
            noise = Math.Max(noise, double.IsFinite(disturbed) ? Math.Abs(disturbed - value) : double.PositiveInfinity);
        }

        for (int i = 1; i < values.Length; i++)
        {
            double tolerance = (1e-9 * Math.Abs(values[0])) + (32 * noise) + 1e-13;
            Assert.True(Math.Abs(values[i] - values[0]) <= tolerance, $"{where}: {derived[0].Word} gives {values[0]:R}, {derived[i].Word} {values[i]:R}, at ({string.Join(", ", at)})");
        }

        return true;
    }

    /// <summary>From a value and its partials to their product with a direction.</summary>
    private sealed class Contraction : GraphRewriter
    {
        private Contraction(Graph source, EquatableArray<Input> along) : base(source, source.Inputs.Concat(along).ToEquatableArray())
        {
        }

        public static Graph Apply(Graph gradient, EquatableArray<Input> along)
        {
            var pass = new Contraction(gradient, along);
            pass.CopyRegion(0);
            int sum = pass.Target.Constant(ScalarType.Double, 0.0);
            for (int i = 0; i < along.Count; i++)
            {
                int product = pass.Target.Add(Op.Multiply, ScalarType.Double, pass[gradient.Results[1 + i]], pass.Target.Input(gradient.Inputs.Count + i));
                sum = pass.Target.Add(Op.Add, ScalarType.Double, sum, product);
            }

            return pass.Target.Build([sum]);
        }
    }
}
