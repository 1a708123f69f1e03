namespace SymGrad.Generator.IR;

/// <summary>A name for a node's value.</summary>
/// <param name="IsUsers">The name of one of the user's locals: the generated code keeps a variable for it.</param>
internal readonly record struct NodeName(string? Text, bool IsUsers);
