using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Differentiation;

/// <summary>The rule of a method that is called: its partial derivatives are computed where a mode asks for them.</summary>
internal static class CallRule
{
    /// <summary>The arguments that a result varies with, each as a linear map of a seed (see <see cref="Rule"/>).</summary>
    /// <param name="copy">From a node of the source to its copy.</param>
    public static IEnumerable<(int Argument, Func<Expr, Expr> By)> Of(Graph source, int index, bool[] varied, GraphBuilder target, Func<int, int> copy)
    {
        Callee callee = source.CalleeOf(index);
        IReadOnlyList<int> arguments = source.ArgumentsOf(index);
        Graph derivative = callee.Derivative ?? throw new MissingDerivative(callee.Name);
        foreach (int k in Enumerable.Range(0, arguments.Count).Where(k => !derivative.Inputs[k].IsActive && source[arguments[k]].Type.IsReal() && varied[arguments[k]]))
            throw new MissingDerivative(callee.Name, derivative.Inputs[k].Name);
        int[] partials = Instantiation.Of(derivative, target, [.. arguments.Select(copy)]);
        int[] active = [.. Enumerable.Range(0, arguments.Count).Where(k => derivative.Inputs[k].IsActive)];
        for (int k = 0; k < active.Length; k++)
        {
            Expr partial = new(target, partials[(source.RowOf(index) * active.Length) + k]);
            if (varied[arguments[active[k]]])
                yield return (arguments[active[k]], seed => Times(seed, partial));
        }
    }

    // In the wider type of the two.
    public static Expr Times(Expr seed, Expr partial)
    {
        ScalarType wider = partial.Type > seed.Type ? partial.Type : seed.Type;
        return seed.Convert(wider) * partial.Convert(wider);
    }
}
