using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    private void ReadSwitch(ISwitchOperation switched, Action? rest)
    {
        Value value = Read(switched.Value);
        ReadSections(switched.ExitLabel, [.. switched.Cases.Where(c => !IsDefault(c)), .. switched.Cases.Where(IsDefault)], 0, value, rest);
    }

    private void ReadSections(ILabelSymbol exit, IReadOnlyList<ISwitchCaseOperation> sections, int index, Value value, Action? rest)
    {
        if (rest is not null && index < sections.Count && AlwaysJumps(sections[index]))
        {
            Branch(
                MatchAny(sections[index], value),
                () => ReadAll(sections[index].Body),
                () => ReadSections(exit, sections, index + 1, value, rest));
            return;
        }

        Catching(new Jump(exit, IsOutOfLoop: false), () => ReadChain(index));
        ReadUnlessJumped(rest);

        void ReadChain(int next)
        {
            if (next < sections.Count)
                Branch(MatchAny(sections[next], value), () => ReadAll(sections[next].Body), () => ReadChain(next + 1));
        }
    }

    private int MatchAny(ISwitchCaseOperation section, Value value)
    {
        int matched = _builder.Boolean(false);
        foreach (ICaseClauseOperation clause in section.Clauses)
            matched = Or(matched, ReadClause(clause, value));
        return matched;
    }

    private static bool IsDefault(ISwitchCaseOperation section) => section.Clauses.Any(c => c is IDefaultCaseClauseOperation);

    private int ReadClause(ICaseClauseOperation clause, Value value) => clause switch
    {
        IDefaultCaseClauseOperation => _builder.Boolean(true),
        ISingleValueCaseClauseOperation single => MatchConstant(value, single.Value),
        IPatternCaseClauseOperation { Guard: null } pattern => Match(pattern.Pattern, value),
        IPatternCaseClauseOperation pattern => WhenAlso(Match(pattern.Pattern, value), pattern.Guard!),
        _ => throw new Unsupported(Rules.Pattern, clause.Syntax, "This case"),
    };

    private Value ReadSwitchExpression(ISwitchExpressionOperation switched)
    {
        Value value = Read(switched.Value);
        if (!switched.IsExhaustive)
            throw new Unsupported(Rules.NotExhaustive, switched.Syntax);
        return ReadArm(0);

        Value ReadArm(int index)
        {
            ISwitchExpressionArmOperation arm = switched.Arms[index];
            if (arm.Value is IConversionOperation { Operand: IThrowOperation } or IThrowOperation)
                throw new Unsupported(Rules.Throw, arm.Value.Syntax, "this one stands in a switch expression");
            int matched = Match(arm.Pattern, value);
            if (arm.Guard is not null)
                matched = WhenAlso(matched, arm.Guard);
            return index + 1 == switched.Arms.Length
                ? Read(arm.Value)
                : Choose(matched, () => Read(arm.Value), () => ReadArm(index + 1));
        }
    }

    private int WhenAlso(int matched, IOperation guard) =>
        ToNode(Choose(matched, () => Read(guard), () => new Scalar(_builder.Boolean(false))), guard.Syntax);
}
