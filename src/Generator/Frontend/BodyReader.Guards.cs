using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>Checks, of arguments and of what is computed: the derivative throws as the method does.</summary>
internal sealed partial class BodyReader
{
    private static readonly Dictionary<string, Op?> GuardCalls = new()
    {
        ["ThrowIfNull"] = null,
        ["ThrowIfNullOrEmpty"] = null,
        ["ThrowIfNullOrWhiteSpace"] = null,
        ["ThrowIfZero"] = Op.Equal,
        ["ThrowIfNegative"] = Op.Less,
        ["ThrowIfNegativeOrZero"] = Op.LessOrEqual,
        ["ThrowIfEqual"] = Op.Equal,
        ["ThrowIfNotEqual"] = Op.NotEqual,
        ["ThrowIfGreaterThan"] = Op.Greater,
        ["ThrowIfGreaterThanOrEqual"] = Op.GreaterOrEqual,
        ["ThrowIfLessThan"] = Op.Less,
        ["ThrowIfLessThanOrEqual"] = Op.LessOrEqual,
    };

    private static bool IsGuardCall(IInvocationOperation call) =>
        GuardCalls.ContainsKey(call.TargetMethod.Name) && call.TargetMethod.IsStatic
        && call.TargetMethod.ContainingType.ToDisplayString() is "System.ArgumentException" or "System.ArgumentNullException" or "System.ArgumentOutOfRangeException" or "System.ObjectDisposedException";

    // What a statement or an expression throws that does nothing else.
    private static IThrowOperation? ThrownBy(IOperation? operation) => operation switch
    {
        IThrowOperation thrown => thrown,
        IBlockOperation { Operations.Length: 1 } block => ThrownBy(block.Operations[0]),
        IExpressionStatementOperation statement => ThrownBy(statement.Operation),
        IConversionOperation conversion => ThrownBy(conversion.Operand),
        _ => null,
    };

    private void ReadGuard(int condition, IThrowOperation thrown)
    {
        IOperation? exception = thrown.Exception;
        while (exception is IConversionOperation conversion)
            exception = conversion.Operand;
        if (exception is not IObjectCreationOperation { Initializer: null } creation)
            throw new Unsupported(Rules.Throw, thrown.Syntax, "this exception is not made by 'new'");
        if (_builder.IsBoolean(condition, true))
            throw new Unsupported(Rules.Throw, thrown.Syntax, "it does not stand alone in a branch");
        IsSelfContained &= IsOfSystem(creation.Type!);
        var operands = new List<int>();
        string text = $"throw new {CSharpText.Type(creation.Type!)}({ArgumentsText(creation.Arguments, operands)});";
        AddGuard(condition, text, operands);
    }

    private void ReadGuardCall(IInvocationOperation call)
    {
        var operands = new List<int>();
        string text = $"{CSharpText.Type(call.TargetMethod.ContainingType)}.{call.TargetMethod.Name}({ArgumentsText(call.Arguments, operands)});";
        int condition = _builder.Boolean(false);
        if (GuardCalls[call.TargetMethod.Name] is { } op && operands.Count > 0)
        {
            int bound = operands.Count > 1 ? operands[1] : _builder.Constant(_builder[operands[0]].Type, 0L);
            condition = _builder.Add(op, ScalarType.Boolean, operands[0], bound);
        }

        AddGuard(condition, text, operands);
    }

    private void AddGuard(int condition, string text, List<int> operands) => _builder.Guard(
        condition, text, operands.Count > 0 ? operands[0] : Node.None, operands.Count > 1 ? operands[1] : Node.None);

    // The arguments as C# text; numbers become placeholders {0} and {1}.
    private string ArgumentsText(IReadOnlyList<IArgumentOperation> arguments, List<int> operands) =>
        string.Join(", ", arguments.OrderBy(a => a.Parameter!.Ordinal).Select(argument =>
        {
            IOperation value = argument.Value;
            while (value is IConversionOperation { OperatorMethod: null } conversion && !value.ConstantValue.HasValue)
                value = conversion.Operand;
            if (value.ConstantValue is { HasValue: true } constant && constant.Value is string or null)
                return constant.Value is string text ? CSharpText.String(text) : "null";
            return value is IInterpolatedStringOperation interpolated ? $"$\"{string.Concat(interpolated.Parts.Select(part => PartText(part, operands)))}\"" : ValueText(value, operands);
        }));

    private string ValueText(IOperation value, List<int> operands)
    {
        bool isNumber = ScalarTypeReader.Read(TypeOf(value)) is not null;
        IsSelfContained &= isNumber && IsOfSystem(TypeOf(value));
        if (!isNumber)
            return Read(value) is Reference reference ? reference.Access : throw NotConstant(value);
        if (operands.Count == 2)
            throw NotConstant(value);
        operands.Add(ReadNode(value));
        string placeholder = operands.Count == 1 ? "{0}" : "{1}";
        return TypeOf(value).TypeKind == TypeKind.Enum ? $"({CSharpText.Type(TypeOf(value))}){placeholder}" : placeholder;
    }

    // Of an interpolated string; a conditional expression needs parentheses there.
    private string PartText(IInterpolatedStringContentOperation part, List<int> operands)
    {
        if (part is IInterpolationOperation { Expression.ConstantValue.HasValue: false } hole)
        {
            IsSelfContained &= hole.Alignment is null;
            return $"{{({ValueText(hole.Expression, operands)}){(hole.Alignment is null ? "" : "," + hole.Alignment.Syntax)}{hole.FormatString?.Syntax}}}";
        }

        object? text = part is IInterpolationOperation constant ? constant.Expression.ConstantValue.Value : ((IInterpolatedStringTextOperation)part).Text.ConstantValue.Value;
        string literal = text is string known ? CSharpText.String(known) : throw NotConstant(part);
        return literal.Substring(1, literal.Length - 2).Replace("{", "{{").Replace("}", "}}");
    }

    // Whether every assembly knows a type by the same name.
    private bool IsOfSystem(ITypeSymbol type) =>
        type is INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public, IsGenericType: false }
        && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _bodies.Compilation.ObjectType.ContainingAssembly);

    private static Unsupported NotConstant(IOperation value) => new(Rules.Throw, value.Syntax, $"'{value.Syntax}' is neither");
}
