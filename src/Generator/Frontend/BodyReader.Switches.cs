using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    private void ReadSwitch(ISwitchOperation switched)
    {
        Value value = Read(switched.Value);
        var done = new object();
        _environment[done] = new Scalar(_builder.Boolean(false));
        _frame.Breaks.Add(done);
        ISwitchCaseOperation? fallback = switched.Cases.FirstOrDefault(IsDefault);
        ReadCases([.. switched.Cases.Where(c => !IsDefault(c)), .. fallback is null ? [] : new[] { fallback }], 0);
        _frame.Breaks.RemoveAt(_frame.Breaks.Count - 1);

        void ReadCases(IReadOnlyList<ISwitchCaseOperation> cases, int index)
        {
            if (index == cases.Count)
                return;
            int matched = _builder.Boolean(false);
            foreach (ICaseClauseOperation clause in cases[index].Clauses)
                matched = Or(matched, ReadClause(clause, value));
            Branch(matched, () => ReadAll(cases[index].Body), () => ReadCases(cases, index + 1));
        }
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
