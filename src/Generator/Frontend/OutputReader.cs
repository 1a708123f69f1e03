using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Flattens what a method returns: a real number, or a struct or tuple that is made of nothing else.</summary>
internal sealed class OutputReader(Bodies bodies, IMethodSymbol method, TypeText types, SyntaxNode at, UsedSymbols used)
{
    private readonly List<OutputLeaf> _leaves = [];

    public Output Read()
    {
        Shape shape = Flatten(method.ReturnType, "", "");
        return new Output(shape, _leaves.ToEquatableArray());
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
