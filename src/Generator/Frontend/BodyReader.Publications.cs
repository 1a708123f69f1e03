using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Calls of methods of other assemblies that publish what they compute: that is copied, as a body that is at hand is read in place of the call.</summary>
internal sealed partial class BodyReader
{
    private static Graph? ReadPublication(GeneratedMembers members, SyntaxNode at) =>
        Publication.Of(members.Method) is { } text ? GraphText.Read(text) ?? throw OtherVersion(members.Method, at) : null;

    private Value InvokeFunction(GeneratedMembers members, Graph function, Value? instance, Value[] arguments, SyntaxNode at)
    {
        IMethodSymbol method = members.Method;
        List<Leaf> leaves = [];
        if (members.HasActiveReceiver)
            AddLeaves(ParameterReader.ReceiverName(method), TakeApart(instance!, at), method.ContainingType, isActive: true, leaves);
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = arguments[i] is Window window ? window with { Given = null } : AsArgument(arguments[i], method.Parameters[i].Type, members.IsVaried(i), at);
        Window? destination = null, written = null;
        if (members.Output is { } output)
        {
            destination = (Window)arguments[output];
            arguments[output] = written = ApartFrom(arguments, output, isOutput: true, at);
        }

        for (int i = 0; i < arguments.Length; i++)
            AddLeaves(method.Parameters[i].Name, arguments[i], method.Parameters[i].Type, isActive: true, leaves);
        var results = new Queue<int>(Copy(function, method, leaves, leaf => leaves[leaf].Node, at));
        if (written is null)
        {
            Value result = States(method.ReturnType, "", isActive: true, (_, _, _) => results.Dequeue());
            Name(ResultName(method, arguments), result, isUsers: false);
            return result;
        }

        _environment[written.Storage] = new Scalar(results.Dequeue());
        return written.Storage == destination!.Storage ? Unassigned.Instance : CopyTo(written, destination, at);
    }

    // As a function of the scalars and buffers among its arguments.
    private Graph CopyFunction(Graph function, IReadOnlyList<Leaf> leaves, SyntaxNode at)
    {
        int[] inputs = [.. leaves.Select((leaf, k) => Input(leaf.AsInput(k)).Node)];
        return Pruning.Apply(_builder.Build(Copy(function, _frame.Method!, leaves, leaf => inputs[leaf], at)));
    }

    private int[] Copy(Graph function, IMethodSymbol method, IReadOnlyList<Leaf> leaves, Func<int, int> argument, SyntaxNode at)
    {
        int[] places = [.. function.Inputs.Select(PlaceOf)];
        return places.Contains(Node.None) ? throw OtherVersion(method, at) : Inlining.Apply(function, _builder, input => argument(places[input]));

        int PlaceOf(Input input) => Enumerable.Range(0, leaves.Count).Where(k => IsSame(leaves[k].AsInput(k), input)).DefaultIfEmpty(Node.None).First();

        static bool IsSame(Input leaf, Input input) => leaf.Name.Replace("@", "") == input.Name.Replace("@", "")
            && (leaf.Type, leaf.Element, leaf.IsTwoDimensional, leaf.IsJagged) == (input.Type, input.Element, input.IsTwoDimensional, input.IsJagged);
    }

    private static Unsupported OtherVersion(IMethodSymbol method, SyntaxNode at) =>
        new(Rules.NoSource, at, method.ToDisplayString(), ", and what was generated for it is of another version of SymGrad: build its assembly again, with this one");
}
