using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>A method that is called as a function of its own, as it was read: with what its call leaves behind in terms of its own nodes.</summary>
/// <param name="Index">Its place among the callees.</param>
/// <param name="Node">A node of it.</param>
/// <param name="Results">The nodes that are its results.</param>
/// <param name="Held">What it reads beside its arguments, which is handed to it as well.</param>
/// <param name="Problems">What is to be said of it.</param>
internal sealed record CalledFunction(
    int Index, BodyReader.Completion Done, Func<int, Node> Node, IReadOnlyList<int> Results, IReadOnlyList<Input> Held, IReadOnlyList<Problem> Problems);
