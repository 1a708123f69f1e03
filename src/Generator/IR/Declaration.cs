namespace SymGrad.Generator.IR;

/// <summary>What the emitter must know of a method's surroundings, as C# text; no symbol is behind it.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="ContainingTypes">The headers of the types around the method, outermost first: <c>partial class Losses&lt;T&gt;</c>.</param>
/// <param name="Stem">What the names of the generated members begin with.</param>
/// <param name="Receiver">How a nested type reaches the method: the containing type, where it is static.</param>
/// <param name="HasObjective">False for an overload: a type cannot be overloaded.</param>
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
    ScalarType Scalar,
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
    /// <summary>A class of <c>System</c> or <c>SymGrad</c> by its short name, where nothing else has it.</summary>
    public string WellKnown(string ns, string name) => Home.Contains(name) ? name : $"global::{ns}.{name}";
}
