namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>The variables, local functions and known subexpressions that can be seen at some place of a program.</summary>
internal sealed class Scope(Scope? outer, bool isLocalFunction = false)
{
    private readonly List<Variable> _variables = [];
    private readonly List<(Tree Tree, Activity Activity)> _known = [];
    private readonly List<Tree> _functions = [];

    public IEnumerable<Variable> Variables => outer is null ? _variables : outer.Variables.Where(v => v.CanBeCaptured || !isLocalFunction).Concat(_variables);

    public IEnumerable<(Tree Tree, Activity Activity)> Known => outer is null || isLocalFunction ? _known : outer.Known.Concat(_known);

    public IEnumerable<Tree> Functions => outer is null ? _functions : outer.Functions.Concat(_functions);

    public void Add(Variable variable) => _variables.Add(variable);

    /// <summary>Notes that a variable may have grown.</summary>
    public void Grow(string name, double size)
    {
        var at = _variables.FindIndex(v => v.Name == name);
        if (at >= 0)
            _variables[at] = _variables[at] with { Size = Math.Max(_variables[at].Size, size) };
        else
            outer?.Grow(name, size);
    }

    public void Remember(Tree tree, Activity activity) => _known.Add((tree, activity));

    public void Add(Tree function) => _functions.Add(function);
}
