namespace SymGrad.Generator.IR;

/// <summary>What the emitter must know of a method's surroundings, as C# text; no symbol is behind it.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="ContainingTypes">The headers of the types around the method, outermost first: <c>partial class Losses&lt;T&gt;</c>.</param>
/// <param name="Stem">What the names of the generated members begin with.</param>
/// <param name="Receiver">How a nested type reaches the method: the containing type, where it is static.</param>
/// <param name="Generics">What the method is generic in, and with it all that is generated for it.</param>
/// <param name="Output">What the method returns.</param>
/// <param name="Kinds">The members to generate, in the order that they are printed in.</param>
/// <param name="HasObjective">False where there is none, as for an overload: a type cannot be overloaded.</param>
/// <param name="HoldsSpans">Whether an objective must be a ref struct.</param>
/// <param name="Hiding">The generated members that hide inherited ones.</param>
/// <param name="Attributes">Those of the method that warn whoever calls it: they warn of the generated members too.</param>
/// <param name="Silenced">The warnings that the method's own code gives where it mentions what is obsolete or experimental.</param>
/// <param name="Home">The short names that mean what they mean in <c>System</c> and <c>SymGrad</c> here.</param>
internal sealed record Declaration(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Accessibility,
    bool IsStatic,
    bool IsReadOnly,
    string Name,
    string Stem,
    string Receiver,
    Generics Generics,
    Output Output,
    EquatableArray<DerivativeKind> Kinds,
    EquatableArray<Parameter> Parameters,
    bool HasObjective,
    bool HoldsSpans,
    bool IsCheckedByDefault,
    EquatableArray<string> Hiding,
    EquatableArray<string> Attributes,
    EquatableArray<string> Silenced,
    EquatableArray<string> Home,
    string HintName)
{
    /// <summary>T, the method's scalar type.</summary>
    public ScalarType Scalar => Output.Scalar;

    /// <summary>A scalar type in C#.</summary>
    public string Text(ScalarType type) => type != ScalarType.Generic ? type.Keyword()
        : Generics.Number != "" ? Generics.Number : throw new InvalidOperationException("a number of an unknown type");

    /// <summary>A value of one type as another one. What is too wide is cast; C# widens by itself, but knows nothing of a type parameter.</summary>
    public string Converted(string value, ScalarType from, ScalarType to)
    {
        if (from != to && ScalarType.Generic is var generic && (from == generic || to == generic))
            return $"{Text(to)}.CreateChecked({value})";
        return from > to ? $"({to.Keyword()}){value}" : value;
    }

    /// <summary>Whether a few numbers of a type may be on the stack.</summary>
    public bool CanBeOnStack(ScalarType type) => type != ScalarType.Generic || Generics.IsUnmanaged;

    /// <summary>The type that a trace returns, without what it is generic in.</summary>
    public string TraceResult => Stem + "TraceResult";

    /// <summary>The parameters of the primary constructor, which the members may read.</summary>
    public EquatableArray<string> Captured { get; init; }

    /// <summary>Whether the method may change the struct that it is of: what calls it, which may not, calls it on a copy.</summary>
    public bool MayChangeReceiver { get; init; }

    /// <summary>The name of the type that holds the functions which the members call.</summary>
    public string Functions { get; init; } = "";

    /// <summary>A class of <c>System</c> or <c>SymGrad</c> by its short name, where nothing else has it.</summary>
    public string WellKnown(string ns, string name) => Home.Contains(name) ? name : $"global::{ns}.{name}";

    /// <summary>The name of a parameter that a member has beside the method's own: a <c>_</c> behind it where one of them has it already.</summary>
    public string Appended(string name)
    {
        while (Parameters.Any(parameter => parameter.Name.TrimStart('@') == name) || Captured.Contains(name))
            name += "_";
        return name;
    }

    /// <summary>The name of the parameter that holds an active parameter's tangent or direction.</summary>
    public string Beside(Parameter parameter, string suffix) => Appended(parameter.Name.TrimStart('@') + suffix);

    /// <summary>The leaf of that parameter which belongs to an active leaf of the method.</summary>
    public Input Beside(Input leaf, string suffix)
    {
        if (leaf.IsBuffer)
        {
            string buffer = Appended(leaf.Name.Split('.')[0] + suffix);
            return leaf with { Name = buffer + leaf.Path, Access = buffer, IsActive = false, IsArray = false };
        }

        string root = leaf.Access.Split('.')[0], path = leaf.Access.Substring(root.Length);
        Parameter parameter = Parameters.First(p => root == (p.IsReceiver ? "this" : p.Name));
        string name = Beside(parameter, suffix);
        return new Input(name + path.Replace("@", ""), name + path, leaf.Type, IsActive: false);
    }
}
