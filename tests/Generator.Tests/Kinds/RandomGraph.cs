using SymGrad.Generator.IR;

namespace SymGrad.Generator.Tests.Kinds;

/// <summary>Random functions over the IR: arithmetic, elementary functions, nested branches with several results, a guard.</summary>
internal sealed class RandomGraph
{
    private const ScalarType Real = ScalarType.Double;

    private static readonly Elementary[] s_smooth =
    [
        Elementary.Exp, Elementary.Sin, Elementary.Cos, Elementary.Tanh, Elementary.Atan, Elementary.Sigmoid, Elementary.Softplus,
        Elementary.SigmoidDerivative, Elementary.Cosh, Elementary.Sinh,
    ];

    private readonly Random _random;
    private readonly GraphBuilder _builder;

    private RandomGraph(int seed, int inputs)
    {
        _random = new Random(seed);
        _builder = new GraphBuilder(Enumerable.Range(0, inputs).Select(i => new Input("x" + i, "x" + i, Real, IsActive: i != 2)).ToEquatableArray(), Options.Default);
    }

    /// <param name="inputs">The third one is held.</param>
    public static Graph Of(int seed, int inputs, int results)
    {
        var graph = new RandomGraph(seed, inputs);
        List<int> pool = [.. Enumerable.Range(0, inputs).Select(graph._builder.Input)];
        if (graph._random.Next(4) == 0)
            graph._builder.Guard(graph._builder.Add(Op.Less, ScalarType.Boolean, pool[0], graph.Constant(-50)), "throw new System.ArgumentException();");
        graph.Grow(pool, graph._random.Next(4, 14), depth: 0);
        return graph._builder.Build(Enumerable.Range(0, results).Select(i => pool[^(1 + i)]));
    }

    private int Constant(double value) => _builder.Constant(Real, value);

    private void Grow(List<int> pool, int count, int depth)
    {
        for (int i = 0; i < count; i++)
            pool.AddRange(_random.Next(5) == 0 && depth < 3 ? Branch(pool, depth) : [Operation(pool)]);
    }

    private int[] Branch(List<int> pool, int depth)
    {
        int condition = _builder.Add(Op.Less, ScalarType.Boolean, Pick(pool), Pick(pool));
        int results = _random.Next(1, 4);
        int[] Arm()
        {
            List<int> inner = [.. pool];
            Grow(inner, _random.Next(0, 5), depth + 1);
            return [.. Enumerable.Range(0, results).Select(i => inner[^(1 + i)])];
        }

        return _builder.If(condition, Arm, Arm);
    }

    private int Operation(List<int> pool)
    {
        int x = Pick(pool), y = Pick(pool);
        switch (_random.Next(12))
        {
            case 0 or 1:
                return _builder.Add(Op.Add, Real, x, y);
            case 2:
                return _builder.Add(Op.Subtract, Real, x, y);
            case 3 or 4:
                return _builder.Add(Op.Multiply, Real, x, y);
            case 5:
                return _builder.Add(Op.Divide, Real, x, _builder.Add(Op.Add, Real, Constant(2), _builder.Add(Op.Multiply, Real, y, y)));
            case 6:
                return _builder.Add(Op.Negate, Real, x);
            case 7:
                return _builder.Call(_random.Next(2) == 0 ? Elementary.Max : Elementary.Hypot, Real, x, y);
            case 8:
                return _builder.Call(Elementary.Pow, Real, _builder.Call(Elementary.Cosh, Real, x), _random.Next(2) == 0 ? y : Constant(1.5));
            case 9:
                int onePlusExp = _builder.Add(Op.Add, Real, Constant(1), _builder.Call(Elementary.Exp, Real, x));
                return _random.Next(2) == 0 ? _builder.Add(Op.Divide, Real, Constant(1), onePlusExp) : _builder.Call(Elementary.Log, Real, onePlusExp);
            default:
                return _builder.Call(s_smooth[_random.Next(s_smooth.Length)], Real, x);
        }
    }

    private int Pick(List<int> pool) => _random.Next(10) == 0 ? Constant(_random.Next(1, 4)) : pool[_random.Next(2) == 0 ? pool.Count - 1 - _random.Next(Math.Min(3, pool.Count)) : _random.Next(pool.Count)];
}
