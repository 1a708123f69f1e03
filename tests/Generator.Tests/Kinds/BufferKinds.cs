using System.Globalization;
using System.Runtime.CompilerServices;
using SymGrad.Generator.Tests.Constructs;

namespace SymGrad.Generator.Tests.Kinds;

/// <summary>
/// Checks the kinds of derivatives of a method F with buffers: what is generated (a snapshot), its numbers against hyper-dual numbers, and that calls
/// allocate nothing.
/// </summary>
internal sealed class BufferKinds
{
    private const double Ulps = 64;

    private static readonly double[] s_data = [0.3, 0.7, 1.1, 1.9];

    private readonly CompiledSample _sample;
    private readonly Func<HyperDual[], double[], double[], HyperDual[]> _reference;
    private readonly double[] _point;
    private readonly double[] _before;

    private BufferKinds(CompiledSample sample, Func<HyperDual[], double[], double[], HyperDual[]> reference, int dimension, int results)
    {
        _sample = sample;
        _reference = reference;
        _point = [.. Enumerable.Range(0, dimension).Select(i => 0.4 + (0.3 * Math.Sin(1 + (2.5 * i))))];
        _before = [.. Enumerable.Range(0, results).Select(k => 0.25 - (0.5 * k))];
    }

    /// <param name="method">The method F and what follows it in its class.</param>
    /// <param name="arguments">
    /// What it takes, in order: <c>a</c> is an active number, <c>b:3</c> an active span of three; <c>*x</c> the data x, <c>*n</c> its length, held; <c>>r</c> its output.
    /// </param>
    /// <param name="reference">From the active numbers, the data, and what the output holds before, to the results.</param>
    public static void Check(
        string method, string arguments, int results, Func<HyperDual[], double[], double[], HyperDual[]> reference, string kinds = Kinds.First,
        [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        string source = Kinds.Annotated(method.Replace("real", "double", StringComparison.Ordinal), kinds: kinds);
        GeneratorRun run = GeneratorRun.Of(source).AssertReported();
        Snapshot.Verify(run.Sources[0] + "\n// ----- generated -----\n\n" + Construct.Derivatives(run.GeneratedText), file: file, member: member);
        var call = new BufferCall(arguments, results, method);
        using CompiledSample sample = GeneratorRun.Of(source, call.Probe(kinds)).Compile();
        var checks = new BufferKinds(sample, reference, call.Dimension, results);
        if (kinds.Contains("Jvp", StringComparison.Ordinal))
            checks.Jvp();
        if (kinds.Contains("Vjp", StringComparison.Ordinal))
            checks.Vjp();
        if (kinds.Contains("Jacobian", StringComparison.Ordinal))
            checks.Jacobian();
        if (kinds.Contains("Hessian", StringComparison.Ordinal))
            checks.Hessian();
    }

    private void Jvp()
    {
        double[] along = [.. _point.Select((_, i) => (i % 2 == 0 ? 1 : -0.75) + (0.25 * i))];
        HyperDual[] expected = At(along, new double[_point.Length]);
        double[] jvp = Call("Jvp", along, 2 * _before.Length);
        for (int k = 0; k < expected.Length; k++)
            Ulp.AssertClose(jvp[_before.Length + k], expected[k].First, expected[k].FirstScale, Ulps, $"FJvp, {k}");
        CheckValues(jvp, "FJvp");
    }

    private void Vjp()
    {
        double[] cotangent = [.. _before.Select((_, k) => 1.5 - (2.25 * k))];
        double[] vjp = Call("Vjp", cotangent, _before.Length + _point.Length);
        for (int j = 0; j < _point.Length; j++)
        {
            HyperDual[] column = At(Unit(j), new double[_point.Length]);
            Ulp.AssertClose(
                vjp[_before.Length + j], column.Select((x, k) => cotangent[k] * x.First).Sum(), column.Select((x, k) => Math.Abs(cotangent[k]) * x.FirstScale).Sum(), Ulps, $"FVjp, {j}");
        }

        CheckValues(vjp, "FVjp");
    }

    private void Jacobian()
    {
        int n = _point.Length;
        double[] jacobian = Call("Jacobian", [], _before.Length + (_before.Length * n));
        for (int j = 0; j < n; j++)
        {
            HyperDual[] column = At(Unit(j), new double[n]);
            for (int k = 0; k < column.Length; k++)
                Ulp.AssertClose(jacobian[_before.Length + (k * n) + j], column[k].First, column[k].FirstScale, Ulps, $"FJacobian, ({k}, {j})");
        }

        CheckValues(jacobian, "FJacobian");
    }

    private void Hessian()
    {
        int n = _point.Length;
        double[] hessian = Call("Hessian", [], 1 + (n * n));
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                HyperDual entry = At(Unit(i), Unit(j))[0];
                Ulp.AssertClose(hessian[1 + (i * n) + j], entry.Mixed, entry.Scale, Ulps, $"FHessian, ({i}, {j})");
            }
        }
    }

    // A member that does not give the values has those of F there.
    private void CheckValues(double[] results, string what)
    {
        double[] values = Call("Value", [], _before.Length);
        for (int k = 0; k < values.Length; k++)
            Ulp.AssertSameBits(results[k], values[k], $"{what}'s value {k}");
    }

    // Several times, so that what one call leaves behind does not matter to the next.
    private double[] Call(string member, double[] seed, int length)
    {
        var call = _sample.Assembly.GetType("Probe")!.GetMethod(member)!.CreateDelegate<Action<double[], double[], double[], double[]>>();
        var results = new double[length];
        Assert.Equal(0, Allocation.Least(() =>
        {
            Array.Fill(results, double.NaN);
            _before.CopyTo(results, 0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            call(_point, s_data, seed, results);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
        return results;
    }

    private HyperDual[] At(double[] first, double[] second) => _reference([.. _point.Select((x, i) => HyperDual.Variable(x, first[i], second[i]))], s_data, _before);

    private double[] Unit(int index) => [.. _point.Select((_, i) => i == index ? 1.0 : 0)];
}

/// <summary>The C# that calls F and its derivatives with numbers from arrays: the point p, the data x, a seed; results, after F's own, go to an array.</summary>
internal sealed class BufferCall
{
    private readonly (string Name, int First, int? Length)[] _active;
    private readonly string[] _arguments;
    private readonly int _results;
    private readonly bool _isFilled;
    private readonly bool _isTuple;

    public BufferCall(string arguments, int results, string method)
    {
        _results = results;
        _isTuple = method.TrimStart().StartsWith('(');
        var active = new List<(string, int, int?)>();
        var texts = new List<string>();
        foreach (string argument in arguments.Split(", "))
        {
            if (argument[0] == '*')
                texts.Add(argument == "*n" ? "x.Length" : argument[1..]);
            else if (argument[0] == '>')
                texts.Add($"results.AsSpan(0, {Text(results)})");
            else
            {
                string[] parts = argument.Split(':');
                active.Add((parts[0], Dimension, parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : null));
                texts.Add(Of("p", active[^1]));
                Dimension += active[^1].Item3 ?? 1;
            }
        }

        _isFilled = arguments.Contains('>', StringComparison.Ordinal);
        (_active, _arguments) = ([.. active], [.. texts]);
    }

    /// <summary>The number of active leaves.</summary>
    public int Dimension { get; }

    public string Probe(string kinds)
    {
        string Member(string name, string body) => name != "Value" && !kinds.Contains("." + name, StringComparison.Ordinal) ? "" : $"    public static void {name}(double[] p, double[] x, double[] seed, double[] results)\n    {{\n        {body}\n    }}\n\n";
        string along = string.Concat(_active.Select(a => ", " + Of("seed", a)));
        return "using System;\n\npublic static class Probe\n{\n"
            + Member("Value", Values(Call("F", "")))
            + Member("Jvp", _isFilled ? Call("FJvp", along + $", results.AsSpan({Text(_results)})") + ";" : Jvp(Call("FJvp", along)))
            + Member("Vjp", Vjp())
            + Member("Jacobian", Values(Call("F", "")) + " " + Call("FJacobian", $", results.AsSpan({Text(_results)})", isAgain: true) + ";")
            + Member("Hessian", Call("FHessian", ", results.AsSpan(1)") + ";")
            + "}\n";
    }

    private string Call(string member, string appended, bool isAgain = false) =>
        (isAgain && _isFilled ? Restore : "") + $"Sample.{member}({string.Join(", ", _arguments)}{appended})";

    // F has filled its output already.
    private string Restore => $"for (int k = 0; k < {Text(_results)}; k++) results[k] = 0.25 - (0.5 * k); ";

    private string Values(string call) => _isFilled ? call + ";"
        : _isTuple ? $"var values = {call}; " + string.Concat(Enumerable.Range(0, _results).Select(k => $"results[{Text(k)}] = values.Item{Text(k + 1)}; "))
        : $"results[0] = {call};";

    private string Jvp(string call) => $"var both = {call}; " + string.Concat(Enumerable.Range(0, _results).Select(k => _isTuple
        ? $"results[{Text(k)}] = both.Value.Item{Text(k + 1)}; results[{Text(_results + k)}] = both.Tangent.Item{Text(k + 1)}; "
        : "results[0] = both.Value; results[1] = both.Tangent; "));

    private string Vjp()
    {
        string seed = _isFilled ? "seed" : _isTuple ? $"({string.Join(", ", Enumerable.Range(0, _results).Select(k => $"seed[{Text(k)}]"))})" : "seed[0]";
        string call = Call("FVjp", ", " + seed + string.Concat(_active.Where(a => a.Length is not null).Select(a => $", results.AsSpan({Text(_results + a.First)}, {Text(a.Length!.Value)})")));
        (string Name, int First, int? Length)[] numbers = [.. _active.Where(a => a.Length is null)];
        string values = _isFilled ? "" : Values(Call("F", "")) + " ";
        return values + numbers.Length switch
        {
            0 => call + ";",
            1 => $"results[{Text(_results + numbers[0].First)}] = {call};",
            _ => $"var gradient = {call}; " + string.Concat(numbers.Select(a => $"results[{Text(_results + a.First)}] = gradient.{a.Name}; ")),
        };
    }

    private static string Of(string array, (string Name, int First, int? Length) leaf) =>
        leaf.Length is { } length ? $"{array}.AsSpan({Text(leaf.First)}, {Text(length)})" : $"{array}[{Text(leaf.First)}]";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
