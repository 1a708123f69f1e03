using SymGrad.EndToEnd.Tests.Language;

namespace SymGrad.EndToEnd.Tests;

/// <summary>
/// Makes a failing method smaller while it fails in the same way: statements are dropped, expressions give way to one of
/// their parts or to a literal. What no longer compiles by itself fails in another way, and so is not taken.
/// </summary>
internal static class Reducer
{
    /// <param name="fails">Whether a method still fails in the way that is being looked for.</param>
    /// <param name="attempts">How many methods may be tried.</param>
    public static RandomMethod Reduce(RandomMethod method, Func<RandomMethod, bool> fails, int attempts)
    {
        for (var isSmaller = true; isSmaller && attempts > 0;)
        {
            isSmaller = false;
            foreach (var candidate in Smaller(method))
            {
                if (attempts-- <= 0)
                    break;
                if (!fails(candidate))
                    continue;
                method = candidate;
                isSmaller = true;
                break;
            }
        }

        return method;
    }

    private static IEnumerable<RandomMethod> Smaller(RandomMethod method)
    {
        foreach (var helper in method.Helpers)
            yield return method with { Helpers = [.. method.Helpers.Where(h => h != helper)] };
        if (method.Points.Count > 1)
        {
            foreach (var point in method.Points)
                yield return method with { Points = [point] };
        }

        // The largest steps first.
        foreach (var body in Smaller(method.Main.Body).OrderBy(b => b.Count).ToList())
            yield return method with { Main = method.Main with { Body = body } };
        foreach (var helper in method.Helpers)
        {
            foreach (var body in Smaller(helper.Body).OrderBy(b => b.Count).ToList())
                yield return method with { Helpers = [.. method.Helpers.Select(h => h == helper ? h with { Body = body } : h)] };
        }
    }

    private static IEnumerable<Tree> Smaller(Tree tree)
    {
        if (tree.Kind is Kind.Block or Kind.SwitchStatement or Kind.SwitchExpression)
        {
            var first = tree.Kind == Kind.Block ? 0 : 1;
            for (var i = first; i < tree.Parts.Length; i++)
                yield return tree with { Parts = [.. tree.Parts[..i], .. tree.Parts[(i + 1)..]] };
        }

        if (tree.Kind == Kind.If)
        {
            yield return tree.Parts[1];
            if (tree.Parts.Length == 3)
            {
                yield return tree.Parts[2];
                yield return tree with { Parts = tree.Parts[..2] };
            }
        }

        if (!tree.IsStatement && tree.Kind is not (Kind.Arm or Kind.GuardedArm))
        {
            foreach (var part in tree.Parts.SelectMany(p => p.Kind is Kind.Arm or Kind.GuardedArm ? p.Parts : [p]))
            {
                if (part.Form == tree.Form)
                    yield return part;
            }

            if (tree.Kind is not (Kind.Literal or Kind.Variable or Kind.Field) && (tree.Form.IsReal() || tree.Form == Form.Int))
                yield return new Tree(Kind.Literal, tree.Form, tree.Form switch { Form.Double => "2.0", Form.Float => "2f", _ => "2" });
        }

        for (var i = 0; i < tree.Parts.Length; i++)
        {
            foreach (var part in Smaller(tree.Parts[i]))
                yield return tree with { Parts = [.. tree.Parts[..i], part, .. tree.Parts[(i + 1)..]] };
        }
    }
}
