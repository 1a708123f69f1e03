using Microsoft.CodeAnalysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>What is generated for a <c>[Differentiable]</c> method, found by the names of the contract: in another assembly, or in this one to be.</summary>
internal sealed class GeneratedMembers
{
    private readonly string _stem;

    private GeneratedMembers(IMethodSymbol method, string stem)
    {
        Method = method;
        _stem = stem;
        Gradient = Find(DerivativeKind.Gradient, 0);
        ValueAndGradient = Find(DerivativeKind.ValueAndGradient, 0);
        Hessian = Find(DerivativeKind.Hessian, 1);
        HessianVectorProduct = Find(DerivativeKind.HessianVectorProduct, Active.Length);
    }

    /// <summary>The annotated method.</summary>
    public IMethodSymbol Method { get; }

    public IMethodSymbol? Gradient { get; }

    public IMethodSymbol? ValueAndGradient { get; }

    /// <summary>Takes a span besides, which it fills with the n×n second partials.</summary>
    public IMethodSymbol? Hessian { get; }

    /// <summary>Takes a direction besides for each active parameter.</summary>
    public IMethodSymbol? HessianVectorProduct { get; }

    /// <summary>Whether the method itself is active, as a struct with active fields.</summary>
    public bool HasActiveReceiver => Method is { IsStatic: false, ContainingType.IsValueType: true } && StructShape.HasActiveLeaf(Method.ContainingType);

    /// <summary>The names of what the method is differentiated by, in order.</summary>
    public string[] Active => [.. HasActiveReceiver ? ["self"] : Array.Empty<string>(), .. Method.Parameters.Where(DerivativeSignature.IsActive).Select(p => p.Name)];

    /// <summary>The place of the span that the method fills among its parameters; null where it returns its results.</summary>
    public int? Output => OutputReader.SpanOf(Method)?.Ordinal;

    /// <summary>What is generated for a method, or along with it where it is generated itself; null where nothing is.</summary>
    public static GeneratedMembers? Of(IMethodSymbol method)
    {
        if (StemOf(method) is { } stem)
            return new GeneratedMembers(method, stem);
        if (!IsGenerated(method))
            return null;
        return method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(m => m.Arity == method.Arity)
            .Select(m => m.IsGenericMethod ? m.Construct([.. method.TypeArguments]) : m)
            .Where(m => StemOf(m) is { } other && method.Name.StartsWith(other, StringComparison.Ordinal))
            .Select(m => new GeneratedMembers(m, StemOf(m)!))
            .FirstOrDefault(d => d.KindOf(method) is not null);
    }

    /// <summary>The kind of derivative that a method gives; null for the annotated one.</summary>
    public DerivativeKind? KindOf(IMethodSymbol member) =>
        BeginsLikeMethod(member) && member.Name.StartsWith(_stem, StringComparison.Ordinal) && Enum.TryParse(member.Name.Substring(_stem.Length), out DerivativeKind kind)
        && member.Parameters.Length == Method.Parameters.Length + Beside(kind).Count() ? kind : null;

    /// <summary>Whether the method is differentiated by a parameter, by value or as a buffer.</summary>
    public bool IsVaried(int parameter) => parameter != Output && CanVary(Method.Parameters[parameter]);

    /// <summary>Whether a parameter is of a type to be differentiated by, and not held constant.</summary>
    public static bool CanVary(IParameterSymbol parameter) => DerivativeSignature.IsActive(parameter)
        || (!StructShape.IsMarked(parameter) && BodyReader.ElementOfAny(parameter.Type) is { } element && (ScalarTypeReader.IsReal(element) || StructShape.HasActiveLeaf(element)));

    /// <summary>The parameters that a member has beside the method's own: for each the place of the one that it belongs to, −1 for a receiver or none.</summary>
    public IEnumerable<int> Beside(DerivativeKind kind)
    {
        int[] varied = [.. Enumerable.Range(0, Method.Parameters.Length).Where(IsVaried)];
        int[] directions = HasActiveReceiver ? [-1, .. varied] : varied, buffers = [.. varied.Where(i => BodyReader.ElementOfAny(Method.Parameters[i].Type) is not null)];
        return kind switch
        {
            DerivativeKind.Gradient or DerivativeKind.ValueAndGradient => buffers,
            DerivativeKind.Jvp => Output is { } output ? [.. directions, output] : directions,
            DerivativeKind.Vjp => [Output ?? -1, .. buffers],
            DerivativeKind.HessianVectorProduct => [.. directions, .. buffers],
            DerivativeKind.Trace => [],
            _ => [-1],
        };
    }

    /// <summary>The places of the parameters that a member writes to, in order.</summary>
    public IEnumerable<int> WrittenBy(DerivativeKind kind)
    {
        int read = kind switch
        {
            DerivativeKind.Jvp or DerivativeKind.HessianVectorProduct => (HasActiveReceiver ? 1 : 0) + Enumerable.Range(0, Method.Parameters.Length).Count(IsVaried),
            DerivativeKind.Vjp => 1,
            _ => 0,
        };
        IEnumerable<int> beside = Enumerable.Range(Method.Parameters.Length + read, Beside(kind).Count() - read);
        return Output is { } output ? beside.Prepend(output) : beside;
    }

    private static string? StemOf(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == "SymGrad.DifferentiableAttribute") is { } mark ? new Annotation(method, mark).Stem : null;

    private IMethodSymbol? Find(DerivativeKind kind, int more) => Method.ContainingType.GetMembers(_stem + kind).OfType<IMethodSymbol>()
        .Where(m => m.Arity == Method.Arity)
        .Select(m => m.IsGenericMethod ? m.Construct([.. Method.TypeArguments]) : m)
        .FirstOrDefault(m => m.Parameters.Length == Method.Parameters.Length + more && BeginsLikeMethod(m));

    private bool BeginsLikeMethod(IMethodSymbol member) => IsGenerated(member) && member.IsStatic == Method.IsStatic
        && member.Parameters.Take(Method.Parameters.Length).Select(p => p.Type).SequenceEqual(Method.Parameters.Select(p => p.Type), SymbolEqualityComparer.Default);

    private static bool IsGenerated(IMethodSymbol method) => method.GetAttributes().Any(a =>
        a.AttributeClass?.ToDisplayString() == "System.CodeDom.Compiler.GeneratedCodeAttribute" && a.ConstructorArguments.Select(c => c.Value).FirstOrDefault() is "SymGrad.Generator");
}
