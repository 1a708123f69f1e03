using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SymGrad.Generator.Frontend;

/// <summary>Finds the operations of a method's body, in whatever file it stands.</summary>
internal sealed class Bodies(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    public Compilation Compilation => compilation;

    public CancellationToken Cancellation => cancellation;

    /// <summary>The body of a method, accessor or operator; null where the compilation has none.</summary>
    public IOperation? Find(IMethodSymbol method)
    {
        cancellation.ThrowIfCancellationRequested();
        method = Implementation(method);
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(cancellation);
            if (Operation(syntax) is { } body && Body(body) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>The part of a method that has the body: its parameters are the ones that the body mentions.</summary>
    public static IMethodSymbol Implementation(IMethodSymbol method) => method.OriginalDefinition.PartialImplementationPart ?? method.OriginalDefinition;

    public IOperation? Operation(SyntaxNode syntax)
    {
        if (!compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            return null;
        if (!_models.TryGetValue(syntax.SyntaxTree, out SemanticModel? model))
            _models.Add(syntax.SyntaxTree, model = compilation.GetSemanticModel(syntax.SyntaxTree));
        return DeepStack.Run(syntax, () => model.GetOperation(syntax, cancellation));
    }

    /// <summary>The user's own derivative of a method.</summary>
    public IMethodSymbol? DerivativeOf(IMethodSymbol method) =>
        CustomDerivatives.Of(compilation)[method.PartialDefinitionPart ?? method].FirstOrDefault();

    /// <summary>The method that takes a value apart in a deconstruction; null for a tuple.</summary>
    public IMethodSymbol? DeconstructMethod(SyntaxNode syntax)
    {
        if (syntax is not AssignmentExpressionSyntax assignment)
            return null;
        if (!_models.TryGetValue(syntax.SyntaxTree, out SemanticModel? model))
            _models.Add(syntax.SyntaxTree, model = compilation.GetSemanticModel(syntax.SyntaxTree));
        return Microsoft.CodeAnalysis.CSharp.CSharpExtensions.GetDeconstructionInfo(model, assignment).Method;
    }

    private static IOperation? Body(IOperation operation) => operation switch
    {
        IConstructorBodyOperation constructor => constructor,
        IMethodBodyBaseOperation method => method.BlockBody ?? method.ExpressionBody,
        ILocalFunctionOperation local => local.Body,
        IBlockOperation block => block,
        _ => null,
    };
}
