using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Reads an annotated method: its declaration, its parameters, its body. Never throws but for cancellation.</summary>
internal static class MethodReader
{
    /// <param name="signatures">From a declaration to the signatures of what is generated for it, as a file.</param>
    public static Reading Read(GeneratorAttributeSyntaxContext context, Func<Declaration, string> signatures, CancellationToken cancellation)
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

        Reading reading = Attempt(context.SemanticModel);
        if (!reading.Problems.Any(GeneratedCalls.MayBe))
            return reading;
        // It does not see what is generated; with the signatures of that it may be code like any other.
        Compilation completed = GeneratedCalls.Complete(context.SemanticModel.Compilation, signatures, cancellation);
        reading = Attempt(completed.GetSemanticModel(context.TargetNode.SyntaxTree));
        return reading with { Problems = reading.Problems.Select(p => GeneratedCalls.Explain(p, completed)).ToEquatableArray() };

        Reading Attempt(SemanticModel model)
        {
            var problems = new List<Problem>();
            DifferentiableMethod? read = null;
            Callees? callees = null;
            try
            {
                (read, callees) = Read(context, method, model, problems, cancellation);
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

            return new Reading(read, problems.ToEquatableArray(), location, name) { Calls = callees?.Sites ?? default };
        }
    }

    /// <summary>The declaration of an annotated method, whatever its body is; null where it has errors.</summary>
    public static Declaration? ReadDeclaration(IMethodSymbol method, AttributeData mark, Compilation compilation, CancellationToken cancellation)
    {
        SyntaxNode node = mark.ApplicationSyntaxReference!.GetSyntax(cancellation).FirstAncestorOrSelf<MethodDeclarationSyntax>()!;
        SemanticModel model = compilation.GetSemanticModel(node.SyntaxTree);
        var problems = new List<Problem>();
        var declarations = new DeclarationReader(node, model, method, mark, problems);
        declarations.Check();
        if (problems.Any(IsError))
            return null;
        try
        {
            var bodies = new Bodies(compilation, cancellation);
            var types = new TypeText(model, node.SpanStart);
            var reader = new BodyReader(bodies, method, method.ContainingType, declarations.Options, types);
            Output output = new OutputReader(bodies, method, types, declarations.ReturnSyntax, reader.Used).Read();
            return declarations.Read(new ParameterReader(reader, bodies, method, types).Read().ToEquatableArray(), output, reader.Used);
        }
        catch (Unsupported)
        {
            return null;
        }
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

    private static (DifferentiableMethod?, Callees?) Read(
        GeneratorAttributeSyntaxContext context, IMethodSymbol annotated, SemanticModel model, List<Problem> problems, CancellationToken cancellation)
    {
        var declarations = new DeclarationReader(context.TargetNode, context.SemanticModel, annotated, context.Attributes[0], problems);
        declarations.Check();
        if (problems.Any(IsError))
            return default;

        var method = (IMethodSymbol)model.GetDeclaredSymbol(context.TargetNode, cancellation)!;
        method = method.PartialDefinitionPart ?? method;
        var bodies = new Bodies(model.Compilation, cancellation);
        IOperation body = bodies.Find(method) ?? throw new Unsupported(Rules.NoBody, context.TargetNode, method.Name);
        problems.AddRange(Fence.Check(body));
        var types = new TypeText(model, context.TargetNode.SpanStart);
        var large = new LargeCalls();
        (BodyReader reader, EquatableArray<Parameter> read) = Start();
        Output output = new OutputReader(bodies, method, types, declarations.ReturnSyntax, reader.Used).Read();
        if (!read.Any(p => p.IsActive || p.IsBuffer))
            throw new Unsupported(Rules.NothingActive, declarations.NameSyntax, method.Name);
        declarations.CheckRows(read);
        if (problems.Any(IsError))
            return default;
        Graph graph = ReadBody();
        Declaration declaration = declarations.Read(read, output, reader.Used);
        if (problems.Any(IsError))
            return default;
        return (new DifferentiableMethod(declaration, graph, declaration.Kinds.Contains(DerivativeKind.Trace) ? ReadTrace() : null)
        {
            Bounds = reader.Bounds,
            PublishedAs = reader.IsSelfContained ? Publication.NameOf(method, model.Compilation) : null,
        }, reader.Callees);

        (BodyReader, EquatableArray<Parameter>) Start()
        {
            var reader = new BodyReader(bodies, method, method.ContainingType, declarations.Options, types, large: declarations.HasRoomForTypes ? large : null);
            return (reader, new ParameterReader(reader, bodies, method, types).Read().ToEquatableArray());
        }

        // Read again where large methods are called more than once, until all of these are functions of their own. What is to be said of
        // what they do is said as soon as all has been read.
        Graph ReadBody()
        {
            bool isSaid = false;
            while (true)
            {
                int chosen = large.Count;
                Graph? graph = null;
                var found = new List<Problem>();
                try
                {
                    graph = reader.ReadMethod(body, found);
                }
                catch (TooManyOperations) when (reader.ChooseLarge() > chosen)
                {
                }

                if (graph is not null && !isSaid)
                    problems.AddRange(found.Concat(reader.Callees.Functions.Values.SelectMany(function => function.Problems)));
                isSaid |= graph is not null;
                if (reader.ChooseLarge() == chosen)
                    return graph!.LimitedWithCalls();
                (reader, read) = Start();
            }
        }

        Trace ReadTrace()
        {
            var again = new BodyReader(bodies, method, method.ContainingType, declarations.Options, types, graph.Inputs);
            foreach (Parameter _ in new ParameterReader(again, bodies, method, types).Read())
            {
            }

            return again.ReadTrace(body, method, declaration.TraceResult);
        }
    }

    private static bool IsError(Problem problem) => problem.Rule.DefaultSeverity == DiagnosticSeverity.Error;
}
