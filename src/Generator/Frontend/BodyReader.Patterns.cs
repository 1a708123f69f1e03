using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    // Whether a value matches; variables of the pattern are set.
    private int Match(IPatternOperation pattern, Value value) => DeepStack.Run(Match, (pattern, value));

    private int Match((IPatternOperation Pattern, Value Value) match)
    {
        (IPatternOperation pattern, Value value) = match;
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return _builder.Boolean(true);
            case IConstantPatternOperation constant:
                return MatchConstant(value, constant.Value);
            case IRelationalPatternOperation relational:
                return Compare(Operators.Of(relational.OperatorKind)!.Value, ToNode(value, relational.Syntax), relational.Value);
            case INegatedPatternOperation negated:
                return _builder.Not(Match(negated.Pattern, value));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return And(Match(both.LeftPattern, value), Match(both.RightPattern, value));
            case IBinaryPatternOperation either:
                return Or(Match(either.LeftPattern, value), Match(either.RightPattern, value));
            case IDeclarationPatternOperation declaration when declaration.MatchesNull || SymbolEqualityComparer.Default.Equals(declaration.MatchedType, declaration.InputType):
                if (declaration.DeclaredSymbol is { } variable)
                    SetVariable(variable, value);
                return _builder.Boolean(true);
            case IRecursivePatternOperation recursive when value is Aggregate or Reference && SymbolEqualityComparer.Default.Equals(recursive.MatchedType, recursive.InputType):
                return MatchParts(recursive, TakeApart(value, recursive.Syntax));
            default:
                throw new Unsupported(Rules.Pattern, pattern.Syntax, $"'{pattern.Syntax}'");
        }
    }

    private int MatchParts(IRecursivePatternOperation pattern, Aggregate value)
    {
        if (pattern.DeconstructionSubpatterns.Length > 0 && value.Type is not INamedTypeSymbol { IsTupleType: true })
            throw new Unsupported(Rules.Pattern, pattern.Syntax, $"'{pattern.Syntax}'");
        int matched = _builder.Boolean(true);
        for (int i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
            matched = And(matched, Match(pattern.DeconstructionSubpatterns[i], value.Fields[i].Value));
        foreach (IPropertySubpatternOperation part in pattern.PropertySubpatterns)
        {
            Value member = part.Member switch
            {
                IFieldReferenceOperation field => value[StructFields.Key(field.Field)]!,
                IPropertyReferenceOperation property => ReadProperty(property, value),
                _ => throw new Unsupported(Rules.Pattern, part.Syntax, $"'{part.Syntax}'"),
            };
            matched = And(matched, Match(part.Pattern, member));
        }

        if (pattern.DeclaredSymbol is { } variable)
            SetVariable(variable, value);
        return matched;
    }

    // A constant pattern is ==, but for NaN, which it matches.
    private int MatchConstant(Value value, IOperation constant)
    {
        int node = ToNode(value, constant.Syntax);
        if (constant.ConstantValue.Value is bool flag && _builder[node].Type == ScalarType.Boolean)
            return flag ? node : _builder.Not(node);
        if (constant.ConstantValue.Value is double.NaN or float.NaN)
            return Compare(Op.NotEqual, node, constant);
        int equal = Compare(Op.Equal, node, constant);
        NoteEquality(equal, constant.Syntax);
        return equal;
    }

    // What is NaN alone differs from itself. A value of a type parameter would be matched as an object, by its type too.
    private int Compare(Op op, int node, IOperation constant)
    {
        if (ScalarTypeReader.Read(constant.Type) != _builder[node].Type)
            throw new Unsupported(Rules.Pattern, constant.Syntax, $"'{constant.Syntax}', of another type than the value,");
        int bound = op == Op.NotEqual ? node : ReadNode(constant);
        return _builder.Add(op, ScalarType.Boolean, node, bound);
    }
}
