namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>Names that are used once in a program; some of them are what generated code would like to use itself.</summary>
internal sealed class Names(Dice dice)
{
    private static readonly string[] s_awkward =
    [
        "value", "gradient", "dx", "x", "dValue", "d", "result", "sigmoid", "@checked", "@double", "θ", "self", "parameters", "s", "e", "r",
        "Value", "Gradient", "t0", "math", "temp", "destination", "σ", "@return", "_", "a1", "dy", "y", "z", "dz", "expX", "hypot", "slope",
    ];

    private readonly HashSet<string> _used = ["_"];

    public string Next()
    {
        if (dice.Chance(40))
        {
            var name = dice.Pick<string>(s_awkward);
            if (_used.Add(name))
                return name;
        }

        var plain = $"v{_used.Count}";
        _used.Add(plain);
        return plain;
    }
}
