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
            ReadSection(sections, index, value, () => ReadSections(exit, sections, index + 1, value, rest));
            return;
        }

        Catching(new Jump(exit, IsOutOfLoop: false), () => ReadChain(index));
        ReadUnlessJumped(rest);

        void ReadChain(int next)
        {
            if (next < sections.Count)
                ReadSection(sections, next, value, () => ReadChain(next + 1));
        }
    }

    // A section that only throws is a check, and of a default that does the section before it makes one.
    private void ReadSection(IReadOnlyList<ISwitchCaseOperation> sections, int index, Value value, Action otherwise)
    {
        ISwitchCaseOperation section = sections[index];
        int matched = MatchAny(section, value);
        if (ThrownBy(section) is { } thrown)
        {
            ReadGuard(matched, thrown);
            otherwise();
        }
        else if (index + 2 == sections.Count && IsDefault(sections[index + 1]) && ThrownBy(sections[index + 1]) is { } last)
        {
            ReadGuard(_builder.Not(matched), last);
            ReadAll(section.Body);
        }
        else
        {
            Branch(matched, () => ReadAll(section.Body), otherwise);
        }
    }

    private static IThrowOperation? ThrownBy(ISwitchCaseOperation section) => section.Body.Length == 1 ? ThrownBy(section.Body[0]) : null;

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
            int matched = Match(arm.Pattern, value);
            if (arm.Guard is not null)
                matched = WhenAlso(matched, arm.Guard);
            if (ThrownBy(arm.Value) is { } thrown)
            {
                ReadGuard(matched, thrown);
                return ReadArm(index + 1);
            }

            if (index + 2 == switched.Arms.Length && ThrownBy(switched.Arms[index + 1].Value) is { } last)
            {
                ReadGuard(_builder.Not(matched), last);
                return Read(arm.Value);
            }

            return index + 1 == switched.Arms.Length
                ? Read(arm.Value)
                : Choose(matched, () => Read(arm.Value), () => ReadArm(index + 1));
        }
    }

    private int WhenAlso(int matched, IOperation guard) =>
        ToNode(Choose(matched, () => Read(guard), () => new Scalar(_builder.Boolean(false))), guard.Syntax);
}
