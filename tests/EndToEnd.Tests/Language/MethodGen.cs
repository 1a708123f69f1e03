using CsCheck;

namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>Random well-formed methods as a CsCheck generator. The same stream and seed give the same method.</summary>
internal sealed class MethodGen(int index, bool hasLoops) : Gen<RandomMethod>
{
    private static readonly double[] s_corners = [-1, 0, 0.5, 1, 2];

    /// <summary>The index-th method of a seed; half of them are in float.</summary>
    /// <param name="hasLoops">Whether it has loops and buffers.</param>
    public static RandomMethod Generate(ulong seed, int index, bool hasLoops = false) =>
        new MethodGen(index, hasLoops).Generate(new PCG((uint)index, seed), null, out _);

    public override RandomMethod Generate(PCG pcg, Size? min, out Size size)
    {
        var dice = new Dice(pcg);
        var real = index % 2 == 0 ? Form.Double : Form.Float;
        var names = new Names(dice);
        var helpers = new List<Function>();
        for (var i = dice.Next(hasLoops ? 4 : 3); i > 0; i--)
            helpers.Add(Helper(dice, real, names, helpers));
        var parameters = Parameters(dice, real, names);
        if (hasLoops)
            AddBuffers(parameters, dice, real, names);
        var fills = hasLoops && dice.Chance(15);
        if (fills)
            parameters.Insert(dice.Next(parameters.Count + 1), new Parameter(names.Next(), Form.Slots.Of(real), false) { IsOutput = true, Length = 1 + dice.Next(3), Activity = Activity.Mixed });
        var body = new BodyGenerator(dice, names, real, helpers, (hasLoops ? 15 : 5) + dice.Next(36), hasLoops).Method(parameters, fills);
        var main = new Function($"F{index}", fills ? Form.None : real, parameters, body);
        var method = new RandomMethod(index, main, helpers, Points(dice, main));
        size = new Size((ulong)method.Size);
        return method;
    }

    private Function Helper(Dice dice, Form real, Names names, List<Function> known)
    {
        var form = dice.Chance(90) ? real : real.Other();
        var parameters = new List<Parameter>();
        for (var i = 1 + dice.Next(3); i > 0; i--)
            parameters.Add(new Parameter(names.Next(), form, IsHeld: i > 1 && dice.Chance(15), dice.Chance(15) ? "in " : ""));
        parameters.Reverse();
        if (parameters.All(p => p.IsHeld))
            parameters[0] = parameters[0] with { IsHeld = false };
        var isVoid = hasLoops && dice.Chance(40);
        if (isVoid || hasLoops && dice.Chance(60))
            parameters.Insert(dice.Next(parameters.Count + 1), new Parameter(names.Next(), (isVoid || dice.Chance(30) ? Form.Slots : Form.Span).Of(form), false) { Activity = Activity.Mixed });
        var body = new BodyGenerator(dice, names, form, known, 3 + dice.Next(12), hasLoops).Method(parameters, isVoid);
        return new Function($"H{index}_{known.Count}", isVoid ? Form.None : form, parameters, body);
    }

    private static List<Parameter> Parameters(Dice dice, Form real, Names names)
    {
        var parameters = new List<Parameter> { new(names.Next(), real, false, dice.Chance(10) ? "in " : "") };
        for (var i = dice.Next(4); i > 0; i--)
        {
            var form = dice.Weighted(
                (50, real), (8, real.Other()), (12, Form.Int), (6, Form.Bool), (12, Forms.PointOf(real)), (6, Forms.BlobOf(real)), (2, Forms.PointOf(real.Other())));
            parameters.Insert(dice.Next(parameters.Count + 1), new Parameter(
                names.Next(), form, form is not (Form.Int or Form.Bool) && dice.Chance(12), dice.Chance(10) ? "in " : ""));
        }

        return parameters;
    }

    private static void AddBuffers(List<Parameter> parameters, Dice dice, Form real, Names names)
    {
        void Add(Form form, bool isHeld) => parameters.Insert(
            dice.Next(parameters.Count + 1), new Parameter(names.Next(), form, isHeld) { Length = 1 + dice.Next(5) });
        for (var i = 1 + dice.Next(2); i > 0; i--)
            Add(dice.Pick<Form>(Form.Array, Form.Span).Of(real), dice.Chance(10));
        if (dice.Chance(40))
            Add(Form.Indices, false);
        if (dice.Chance(20))
            Add(Form.Points.Of(real), dice.Chance(10));
        if (dice.Chance(20))
            parameters.Insert(dice.Next(parameters.Count + 1), new Parameter(names.Next(), Form.Matrix.Of(real), dice.Chance(10)) { Length = 1 + dice.Next(3), Columns = 1 + dice.Next(3) });
        if (dice.Chance(60))
            parameters.Insert(dice.Next(parameters.Count + 1), new Parameter(names.Next(), Form.Int, false));
    }

    // Points inside the domain, and points where arguments tie with one another and with the constants that programs like.
    private static List<Sample> Points(Dice dice, Function main)
    {
        var leaves = main.Parameters.SelectMany(p => p.Leaves()).ToList();
        var indices = main.Parameters.Where(p => p.Form == Form.Indices).Select(p => p.Name).ToList();
        var leastLength = main.Parameters.Where(p => p.Form.IsBuffer() || p.Form.IsPoints()).Select(p => p.Length).DefaultIfEmpty(1).Min();
        var points = new List<Sample>();
        for (var i = 0; i < 12; i++)
        {
            var shared = dice.Pick<double>(s_corners);
            points.Add(new([.. leaves.Select(leaf => leaf.Form switch
            {
                Form.Int when indices.Contains(leaf.Parameter) => dice.Next(leastLength),
                Form.Int => dice.Next(9) - 3,
                Form.Bool => dice.Next(2),
                _ => Rounded(leaf.Form, i switch
                {
                    < 5 => dice.Uniform(-2, 2),
                    < 8 => dice.Uniform(0.25, 3),
                    8 => dice.Uniform(-8, 8),
                    9 => dice.Pick<double>(s_corners),
                    10 => shared,
                    _ => dice.Chance(60) ? shared : dice.Uniform(-2, 2),
                }),
            })], IsInside: i < 9));
        }

        return points;
    }

    private static double Rounded(Form form, double x) => form == Form.Float ? (float)x : x;
}
