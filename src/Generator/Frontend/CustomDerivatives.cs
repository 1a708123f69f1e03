using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Frontend;

/// <summary>The methods of a compilation that are marked <c>[DerivativeOf]</c>, by the method whose derivative they are.</summary>
internal sealed class CustomDerivatives
{
    private static readonly ConditionalWeakTable<Compilation, CustomDerivatives> InCompilation = new();

    private readonly ILookup<ISymbol, IMethodSymbol> _byTarget;

    private CustomDerivatives(Compilation compilation) => _byTarget = MarkedMethods.In(compilation, "DerivativeOfAttribute")
        .Select(m => (Derivative: m.Method, DerivativeSignature.Match(m.Method, m.Mark).Target))
        .Where(m => m.Target is not null)
        .ToLookup(m => (ISymbol)m.Target!, m => m.Derivative, SymbolEqualityComparer.Default);

    public static CustomDerivatives Of(Compilation compilation) => InCompilation.GetValue(compilation, c => new CustomDerivatives(c));

    /// <summary>The derivatives that the user has given for a method: none as a rule, and no more than one without an error.</summary>
    public IEnumerable<IMethodSymbol> this[IMethodSymbol method] => _byTarget[method.OriginalDefinition];
}
