using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    // Calls a derivative that is generated in this very compilation: it is taken again, of the method's body, and becomes part of this one.
    private Value InvokeNested(GeneratedMembers members, IMethodSymbol called, DerivativeKind kind, Value? instance, Value[] arguments, SyntaxNode at)
    {
        IMethodSymbol method = members.Method;
        if (members.HasActiveReceiver && instance is Reference)
            instance = TakeApart(instance, at);
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = arguments[i] is Reference && IsActive(i) ? TakeApart(arguments[i], at) : arguments[i];

        List<Leaf> leaves = [], beside = [];
        if (members.HasActiveReceiver)
            AddLeaves("self", instance!, method.ContainingType, isActive: true, leaves);
        for (int i = 0; i < arguments.Length; i++)
            AddLeaves(called.Parameters[i].Name, arguments[i], called.Parameters[i].Type, IsActive(i), i < method.Parameters.Length ? leaves : beside);

        IEnumerable<CallResult> results = ActiveScalars(called.ReturnType).Select(type => new CallResult(type, called.Name));
        var callee = new Callee(called.Name, "", new[] { "derivative" }.ToEquatableArray(), results.ToEquatableArray(), null);
        string references = string.Join(", ", arguments.Take(method.Parameters.Length).Prepend(instance).Select(References));
        int index = Declare(called, references, callee, at, known => known with
        {
            Nested = new NestedDerivative(kind, WithoutLoops(new BodyReader(this, method).ReadFunction(instance, [.. arguments.Take(method.Parameters.Length)], leaves), called, at)),
        }, isDerived: true);
        IEnumerable<int> passed = leaves.Concat(beside.Where(leaf => leaf.IsActive)).Select(leaf => leaf.Node);
        return Assemble(called.ReturnType, new Queue<int>(_builder.Invoke(index, _callees[index], passed)), at);

        // The member has the method's parameters, but not their attributes.
        bool IsActive(int parameter) => DerivativeSignature.IsActive(parameter < method.Parameters.Length ? method.Parameters[parameter] : called.Parameters[parameter]);
    }

    // What a loop keeps for the way back would have to be kept inside the caller.
    private static Graph WithoutLoops(Graph function, IMethodSymbol called, SyntaxNode at) => function.Nodes.Any(node => node.Op is Op.Loop or Op.Allocate)
        ? throw new Unsupported(Rules.Expression, at, $"'{called.Name}', the derivative of a method with loops or buffers,")
        : function;

    private static IEnumerable<ScalarType> ActiveScalars(ITypeSymbol type) => ScalarTypeReader.Read(type) is { } scalar
        ? [scalar]
        : StructFields.Of(type).Where(StructShape.IsActive).SelectMany(m => ActiveScalars(m.Type));

    // What a value holds that is no number: a function that reads it is another for another of these.
    private static string References(Value? value) => value switch
    {
        Reference reference => reference.Access,
        Aggregate aggregate => $"({string.Join(", ", aggregate.Fields.Select(f => References(f.Value)))})",
        _ => "",
    };
}
