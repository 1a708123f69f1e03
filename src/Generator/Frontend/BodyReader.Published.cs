using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    // More would not be small any more on the stack.
    private const int LargestHessian = 1024;

    // Calls a differentiable method of another assembly, or its gradient, which are derived by what was generated there.
    private Value InvokePublished(GeneratedMembers members, IMethodSymbol called, DerivativeKind? kind, Value? instance, Value[] arguments, SyntaxNode at)
    {
        IMethodSymbol method = members.Method;
        if (method.Parameters.Any(p => p.RefKind is not (RefKind.None or RefKind.In)) || !SymbolEqualityComparer.Default.Equals(method.ContainingType, _frame.Types.Apply(method.ContainingType)))
            throw NoSource(method, at);
        if (members.HasActiveReceiver && instance is Reference)
            instance = TakeApart(instance, at);
        Passed passed = Pass(method, instance, arguments, [.. method.Parameters.Select(DerivativeSignature.IsActive)], at);
        string[] active = members.Active, symbols = Symbols(method, active);
        var whole = new CallResult(ScalarTypeOf(method.ReturnType, at), method.Name);

        int gradient = Declare(members.Gradient!, Gradient(members.Gradient!, active, symbols, at), passed, at, () => SecondDerivative(members, [.. Partials(members.Gradient!.ReturnType, symbols, at)], instance, arguments, passed, at));
        CallResult[] partials = [.. _callees[gradient].Results.Select(r => r with { Variable = 1, Path = active.Length > 1 ? "." + CSharpText.Identifier(ElementOf(members.Gradient!, r)) + r.Path : r.Path })];
        int both = Declare(members.ValueAndGradient!, new Callee(members.ValueAndGradient!.Name, "", new[] { "value", "gradient" }.ToEquatableArray(), partials.Prepend(whole).ToEquatableArray(), null), passed, at, () => null);
        int value = Declare(method, new Callee(method.Name, "", default, new[] { whole }.ToEquatableArray(), null) { Pairs = new[] { new CallPair(gradient, both) }.ToEquatableArray() }, passed, at, () => Calling(passed.Leaves, gradient));

        Scalar ReadValue() => new(Invoke(value, method, passed, at)[0]);
        Value ReadGradient(ITypeSymbol type) => Assemble(type, new Queue<int>(Invoke(gradient, members.Gradient!, passed, at)), at);
        if (kind == DerivativeKind.Gradient)
            return ReadGradient(called.ReturnType);
        if (kind is null)
            return ReadValue();
        return new Aggregate(called.ReturnType, [.. StructFields.Of(called.ReturnType).Select((m, i) => new KeyValuePair<string, Value>(m.Name, i == 0 ? ReadValue() : ReadGradient(m.Type)))]);
    }

    private static string ElementOf(IMethodSymbol gradient, CallResult part) => ((INamedTypeSymbol)gradient.ReturnType).TupleElements[part.Variable].Name;

    // The Hessian, or products of it with unit directions; null where neither was asked for.
    private Graph? SecondDerivative(GeneratedMembers members, CallResult[] gradient, Value? instance, Value[] arguments, Passed passed, SyntaxNode at)
    {
        Leaf[] active = [.. passed.Leaves.Where(leaf => leaf.IsActive)];
        int count = active.Length;
        var builder = new GraphBuilder(passed.Leaves.Select((leaf, k) => leaf.AsInput(k)).ToEquatableArray(), _builder.Options);
        int[] inputs = [.. passed.Leaves.Select((_, k) => builder.Input(k))];
        if (members.Hessian is { } hessian && count * count <= LargestHessian)
        {
            ScalarType type = ScalarTypeOf(members.Method.ReturnType, at);
            string[] by = [.. gradient.Select(r => r.Symbol.Substring(r.Symbol.IndexOf('/') + 1))];
            IEnumerable<CallResult> entries = Enumerable.Range(0, count * count).Select(k => new CallResult(type, $"∂²{members.Method.Name}/{by[k / count]}{by[k % count]}", 0, $"[{Number(k)}]"));
            var callee = new Callee(hessian.Name, "", new[] { "hessian" }.ToEquatableArray(), entries.ToEquatableArray(), null) { FillsBuffer = true };
            int index = Declare(hessian, callee, passed with { Arguments = passed.Arguments.Insert(passed.Arguments.Length - 1, ", " + Callee.Buffer) }, at, () => null);
            int[] results = builder.Invoke(index, _callees[index], inputs);
            return builder.Build(Symmetric((row, column) => results[(row * count) + column]));
        }

        if (members.HessianVectorProduct is { } product && !members.HasActiveReceiver)
        {
            Value[] directions = [.. arguments.Where((_, i) => DerivativeSignature.IsActive(members.Method.Parameters[i]))];
            Passed along = Pass(product, instance, [.. arguments, .. directions], [.. product.Parameters.Select(DerivativeSignature.IsActive)], at);
            string[] names = members.Active;
            int index = Declare(product, Gradient(product, names, [.. names.Select(n => $"(∇²{members.Method.Name}·v).{n}")], at), along, at, () => null);
            int[][] columns = [.. Enumerable.Range(0, count).Select(column => builder.Invoke(index, _callees[index], [.. inputs, .. Unit(column)]))];
            return builder.Build(Symmetric((row, column) => columns[column][row]));

            IEnumerable<int> Unit(int column)
            {
                int k = 0;
                return along.Leaves.Skip(inputs.Length).Select(leaf => builder.Constant(leaf.Type, leaf.IsActive && k++ == column ? 1.0 : 0.0)).ToArray();
            }
        }

        return null;

        IEnumerable<int> Symmetric(Func<int, int, int> entry) =>
            Enumerable.Range(0, count * count).Select(k => entry(Math.Min(k / count, k % count), Math.Max(k / count, k % count)));
    }

    // A value of a type from its active scalars; the rest of it is at its default.
    private Value Assemble(ITypeSymbol type, Queue<int> scalars, SyntaxNode at) => ScalarTypeReader.IsReal(type)
        ? new Scalar(scalars.Dequeue())
        : new Aggregate(type, [.. StructFields.Of(type).Select(m => new KeyValuePair<string, Value>(m.Name, StructShape.IsActive(m) ? Assemble(m.Type, scalars, at) : Default(m.Type, at)))]);
}
