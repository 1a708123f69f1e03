using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Reads an annotated method: its declaration, its parameters, its body. Never throws but for cancellation.</summary>
internal static class MethodReader
{
    public static Reading Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        Location location = (context.TargetNode as MethodDeclarationSyntax)?.Identifier.GetLocation() ?? context.TargetNode.GetLocation();
        string name = context.TargetSymbol.Name;
        if (context.TargetSymbol is not IMethodSymbol method)
            return new Reading(null, new[] { new Problem(Rules.NotAMethod, location) }.ToEquatableArray(), location, name);

        // Both parts of a partial method have the attributes of both: it is read once, where the first one stands.
        method = method.PartialDefinitionPart ?? method;
        SyntaxReference? marked = method.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, context.Attributes[0].AttributeClass))?.ApplicationSyntaxReference;
        if (marked is not null && !(marked.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.FullSpan.Contains(marked.Span)))
            return new Reading(null, Array.Empty<Problem>().ToEquatableArray(), location, name);

        // A type without a name, or two of one name: the compiler has said so, and no text could be generated into either.
        if (context.TargetNode is MethodDeclarationSyntax && !IsNamed(method))
            return new Reading(null, Array.Empty<Problem>().ToEquatableArray(), location, name);

        var problems = new List<Problem>();
        DifferentiableMethod? model = null;
        try
        {
            model = Read(context, method, problems, cancellation);
        }
        catch (Unsupported unsupported)
        {
            problems.Add(unsupported.Problem);
        }
        catch (TooManyOperations limit)
        {
            problems.Add(new Problem(Rules.TooManyOperations, location, name, limit.Needed, limit.Limit));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            problems.Add(new Problem(Rules.InternalError, location, name, Failure.Describe(failure)));
        }

        return new Reading(model, problems.ToEquatableArray(), location, name);
    }

    private static bool IsNamed(IMethodSymbol method)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.Name == "" || ((INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace).GetTypeMembers(type.Name, type.Arity).Count(t => t.Locations.Any(l => l.IsInSource)) > 1)
                return type.IsFileLocal || type.IsExtension;
        }

        return method.Name != "";
    }

    private static DifferentiableMethod? Read(
        GeneratorAttributeSyntaxContext context, IMethodSymbol method, List<Problem> problems, CancellationToken cancellation)
    {
        var declarations = new DeclarationReader(context, method, problems);
        declarations.Check();
        if (problems.Any(p => p.Rule.DefaultSeverity == DiagnosticSeverity.Error))
            return null;

        var bodies = new Bodies(context.SemanticModel.Compilation, cancellation);
        IOperation body = bodies.Find(method) ?? throw new Unsupported(Rules.NoBody, context.TargetNode, method.Name);
        problems.AddRange(Fence.Check(body));
        var reader = new BodyReader(bodies, method, method.ContainingType, declarations.Options);
        var types = new TypeText(context.SemanticModel, context.TargetNode.SpanStart);
        Output output = new OutputReader(bodies, method, types, declarations.ReturnSyntax, reader.Used).Read();
        var parameters = new ParameterReader(reader, bodies, method, types);
        EquatableArray<Parameter> read = parameters.Read().ToEquatableArray();
        if (!read.Any(p => p.IsActive))
            throw new Unsupported(Rules.NothingActive, declarations.NameSyntax, method.Name);
        if (problems.Any(p => p.Rule.DefaultSeverity == DiagnosticSeverity.Error))
            return null;
        Graph graph = reader.ReadMethod(body, problems);
        Declaration declaration = declarations.Read(read, output, reader.Used);
        return new DifferentiableMethod(declaration, graph, declaration.Kinds.Contains(DerivativeKind.Trace) ? ReadTrace() : null);

        Trace ReadTrace()
        {
            var again = new BodyReader(bodies, method, method.ContainingType, declarations.Options, graph.Inputs);
            foreach (Parameter _ in new ParameterReader(again, bodies, method, types).Read())
            {
            }

            return again.ReadTrace(body, method, declaration.TraceResult);
        }
    }
}
