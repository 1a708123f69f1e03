using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Flattens what a method returns: a real number, or a struct or tuple that is made of nothing else; or finds the span that it fills.</summary>
internal sealed class OutputReader(Bodies bodies, IMethodSymbol method, TypeText types, SyntaxNode at, UsedSymbols used)
{
    private readonly List<OutputLeaf> _leaves = [];

    /// <summary>The parameter that a method writes its results to instead of returning them: its only writable span; null where there is none.</summary>
    public static IParameterSymbol? SpanOf(IMethodSymbol method)
    {
        IParameterSymbol[] written = method.ReturnsVoid ? [.. method.Parameters.Where(p => p is { RefKind: RefKind.None, Type.Name: "Span" } && BodyReader.ElementOf(p.Type) is not null && !StructShape.IsMarked(p))] : [];
        return written.Length == 1 && BodyReader.ElementOf(written[0].Type) is { } element && ScalarTypeReader.IsReal(element) ? written[0] : null;
    }

    public Output Read()
    {
        if (SpanOf(method) is { } span)
            return Elements(span);
        Shape shape = Flatten(method.ReturnType, "", "");
        return new Output(shape, _leaves.ToEquatableArray());
    }

    private static Output Elements(IParameterSymbol span)
    {
        ScalarType element = ScalarTypeReader.Read(BodyReader.ElementOf(span.Type)!)!.Value;
        return new Output(new Shape("void", "", ""), new[] { new OutputLeaf("", "", element) }.ToEquatableArray()) { Span = CSharpText.Identifier(span.Name) };
    }

    private Shape Flatten(ITypeSymbol type, string name, string path)
    {
        string text = types.Of(type);
        if (ScalarTypeReader.Read(type) is { } scalar)
        {
            string leaf = "{" + _leaves.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) + "}";
            _leaves.Add(new OutputLeaf(name, path, scalar));
            return new Shape(text, leaf, leaf);
        }

        if (StructLimits.Of(type) is { } reason)
            throw new Unsupported(Rules.CannotBuild, at, type.ToDisplayString(), reason);
        var shapes = new StructShape(bodies, method.ContainingType);
        var parts = new List<StructPart>();
        foreach (StructFields.Member member in StructFields.Of(type))
        {
            string memberName = $"{name}.{member.Symbol.Name}";
            if (!StructShape.IsActive(member))
                throw new Unsupported(Rules.ResultType, at, method.Name, method.ReturnType.ToDisplayString(), $", and '{memberName.Substring(1)}' is not one that varies");
            used.Add(member.Symbol);
            used.Add(member.Type);
            shapes.Check(member, type, at);
            Shape part = Flatten(member.Type, memberName, $"{path}.{CSharpText.Identifier(member.Symbol.Name)}");
            parts.Add(new StructPart(member, part.Gradient, part.Value));
        }

        return shapes.Build((INamedTypeSymbol)type, text, parts, at);
    }
}
