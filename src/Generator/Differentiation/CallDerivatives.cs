using SymGrad.Generator.Analysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// The derivatives of a function that is called: functions as well, which can be called and differentiated again. Each is derived once,
/// where a mode first asks for it.
/// </summary>
internal static class CallDerivatives
{
    /// <summary>
    /// From the arguments and the cotangents of some results to the adjoints of some arguments; of one result the gradient, without a
    /// cotangent. An argument without an adjoint is not among what it returns.
    /// </summary>
    /// <param name="rows">The results that there are cotangents of.</param>
    /// <param name="varied">The arguments that vary.</param>
    public static int Pullback(CalleeTable callees, int of, int[] rows, int[] varied)
    {
        string key = $"{of} pulled back from {string.Join(",", rows)} to {string.Join(",", varied)}";
        if (callees.Find(key) is { } known)
            return known;
        Callee callee = callees[of];
        Graph function = Among(callees.FunctionOf(of), rows, varied);
        bool isGradient = rows.Length == 1;
        Seed seed = isGradient ? Seed.Of(0) : Seed.Of(rows.Select((row, k) => Input.OfArgument("d" + callee.Variables[callee.Results[row].Variable], function.Inputs.Count + k, callee.Results[row].Type, isActive: false)));
        Graph swept = Derivatives.Prepared(OwnTape.Sweep(function, seed with { IsConditional = true }), rows.Length);

        int[] adjoints = [.. swept.Results.Skip(rows.Length).Take(varied.Length)], counts = [.. swept.Results.Skip(rows.Length + varied.Length)];
        int[] returned = [.. Enumerable.Range(0, varied.Length).Where(k => !swept[counts[k]].IsBoolean(false))];
        int[] conditional = [.. returned.Where(k => !swept[counts[k]].IsBoolean(true))];
        IEnumerable<CallShare> shares = returned.Select(k => new CallShare(varied[k], Array.IndexOf(conditional, k) is >= 0 and var at ? returned.Length + at : null));
        int[] results = [.. returned.Select(k => adjoints[k]), .. conditional.Select(k => counts[k])];
        string[] names = [.. returned.Select(k => "d" + NameOf(function, varied[k])), .. conditional.Select(k => CamelCase.Of("counts." + function.Inputs[varied[k]].Name))];
        string[] partials = [.. returned.Select(k => $"∂{callee.Name}/∂{function.Inputs[varied[k]].Name}")];
        string[] symbols = [.. partials.Select(partial => isGradient ? partial : $"({partial})ᵀ"), .. names.Skip(returned.Length).Select(name => $"{callee.Name}.{name}")];
        int pullback = Add(callees, key, callee.Name + (isGradient ? "Gradient" : "Pullback"), swept.WithResults(results), names, symbols);
        callees[pullback] = callees[pullback] with { Shares = shares.ToEquatableArray() };
        if (callee.Results.Count == 1)
        {
            int both = Add(callees, key + " with the value", callee.Name + "ValueAndGradient", swept.WithResults([swept.Results[0], .. results]), ["value", .. names], [callee.Name, .. symbols]);
            callees[of] = callee with { Pairs = callee.Pairs.Append(new CallPair(pullback, both)).ToEquatableArray() };
        }

        return pullback;
    }

    /// <summary>From the arguments and the tangents of some of them to the tangents of some results. A result without a tangent is not among them.</summary>
    /// <param name="varied">The arguments that vary.</param>
    /// <param name="moved">Those of them that have a tangent.</param>
    public static int Tangent(CalleeTable callees, int of, int[] rows, int[] varied, int[] moved)
    {
        string key = $"{of} pushed forward from {string.Join(",", moved)} of {string.Join(",", varied)} to {string.Join(",", rows)}";
        if (callees.Find(key) is { } known)
            return known;
        Callee callee = callees[of];
        Graph function = Among(callees.FunctionOf(of), rows, varied);
        Seed seed = Seed.Of(moved.Select((k, i) => Input.OfArgument(function.Inputs[k].Name + "Tangent", function.Inputs.Count + i, function.Inputs[k].Type, isActive: false)));
        Graph pushed = Derivatives.Prepared(ForwardMode.Apply(function, seed with { Among = moved.Select(k => Array.IndexOf(varied, k)).ToEquatableArray() }), rows.Length);

        int[] tangents = [.. pushed.Results.Skip(rows.Length)];
        int[] returned = [.. Enumerable.Range(0, rows.Length).Where(k => !pushed[tangents[k]].IsZero)];
        string[] names = [.. returned.Select(k => callee.HasParts ? callee.Variables[callee.Results[rows[k]].Variable] + "Tangent" : "tangent")];
        int tangent = Add(callees, key, callee.Name + "Tangent", pushed.WithResults(returned.Select(k => tangents[k])), names, [.. returned.Select(k => $"d{callee.Results[rows[k]].Symbol}")]);
        callees[tangent] = callees[tangent] with { Shares = returned.Select(k => new CallShare(rows[k], null)).ToEquatableArray() };
        return tangent;
    }

    private static int Add(CalleeTable callees, string key, string name, Graph function, string[] names, string[] symbols)
    {
        function = Pruning(function);
        EquatableArray<int>[] sources = [.. Activity.Sources(function)];
        IEnumerable<CallResult> results = function.Results.Select((result, i) => new CallResult(function[result].Type, symbols[i], i) { By = sources[i] });
        return callees.Add(key, new Callee(name, "", names.Length == 1 ? default : names.ToEquatableArray(), results.ToEquatableArray(), null) { Function = function with { Callees = CalleeTable.None } });
    }

    // Every real input is active again: what it is called with decides.
    private static Graph Pruning(Graph function) => IR.Pruning.Apply(function) with
    {
        Inputs = function.Inputs.Select(input => input with { IsActive = input.Type.IsReal() }).ToEquatableArray(),
    };

    private static Graph Among(Graph function, int[] rows, int[] varied) => IR.Pruning.Apply(function.WithResults(rows.Select(row => function.Results[row]))) with
    {
        Inputs = function.Inputs.Select((input, k) => input with { IsActive = varied.Contains(k) }).ToEquatableArray(),
    };

    private static string NameOf(Graph function, int argument) => CamelCase.Of(function.Inputs[argument].Name);
}
