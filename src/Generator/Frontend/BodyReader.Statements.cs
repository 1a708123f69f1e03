using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    // Statements in order, then what follows them. What follows a branch that always jumps belongs to the other branch; what
    // follows a jump that may have happened is conditional on its not having happened.
    private void ReadAll(IReadOnlyList<IOperation> statements, int first = 0, Action? then = null) =>
        DeepStack.Run(Run, () => ReadInOrder(statements, first, then));

    private void ReadInOrder(IReadOnlyList<IOperation> statements, int first, Action? then)
    {
        for (int i = first; i < statements.Count; i++)
        {
            int next = i + 1;
            if (next < statements.Count && ThrownBy(statements[next]) is { } thrown && ReadUnlessThrown(statements[i], thrown))
                return;
            Action? rest = next < statements.Count ? () => ReadAll(statements, first: next, then: then) : then;
            if (rest is not null && ReadWithRest(statements[i], rest))
                return;
            ReadStatement(statements[i]);
            if (!_builder.IsBoolean(Jumped(), false))
            {
                ReadUnlessJumped(rest);
                return;
            }
        }

        then?.Invoke();
    }

    // Where a throw follows, a statement that may jump must; false where it cannot jump.
    private bool ReadUnlessThrown(IOperation statement, IThrowOperation thrown)
    {
        if (statement is IConditionalOperation { WhenFalse: null } conditional && AlwaysLeaves(conditional.WhenTrue) && ThrownBy(conditional.WhenTrue) is null)
        {
            ReadGuard(_builder.Not(ReadNode(conditional.Condition)), thrown);
            ReadStatement(conditional.WhenTrue);
            return true;
        }

        if (statement is not (IConditionalOperation or ISwitchOperation or ILoopOperation or IBlockOperation))
            return false;
        ReadStatement(statement);
        ReadGuard(_builder.Not(Jumped()), thrown);
        return true;
    }

    private void ReadUnlessJumped(Action? rest)
    {
        if (rest is null)
            return;
        Branch(Jumped(), () => { }, () =>
        {
            foreach (object key in _frame.Jumps.Prepend(_frame.HasReturned))
                SetFlag(key, false);
            rest();
        });
    }

    // Reads a branching statement together with what follows it, where one of its branches always jumps.
    private bool ReadWithRest(IOperation statement, Action rest)
    {
        switch (statement)
        {
            case IConditionalOperation conditional when ThrownBy(conditional.WhenTrue) is not null || ThrownBy(conditional.WhenFalse) is not null:
                return false;
            case IConditionalOperation conditional when AlwaysLeaves(conditional.WhenTrue):
                Branch(ReadNode(conditional.Condition), () => ReadStatement(conditional.WhenTrue), () => Continue(conditional.WhenFalse));
                return true;
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional when AlwaysLeaves(whenFalse):
                Branch(ReadNode(conditional.Condition), () => Continue(conditional.WhenTrue), () => ReadStatement(whenFalse));
                return true;
            case ISwitchOperation switched when switched.Cases.Any(AlwaysJumps):
                ReadSwitch(switched, rest);
                return true;
            default:
                return false;
        }

        void Continue(IOperation? branch) => ReadAll(branch is null ? [] : [branch], then: rest);
    }

    private static bool AlwaysJumps(ISwitchCaseOperation section) =>
        section.Body.Length > 0 && AlwaysJumps(section.Body[section.Body.Length - 1])
        && !section.Body.SelectMany(s => s.DescendantsAndSelf()).Any(o => o is IBranchOperation);

    private static bool AlwaysJumps(IOperation statement) => Always(statement, jump => jump is IReturnOperation or IThrowOperation);

    private bool AlwaysLeaves(IOperation statement) =>
        Always(statement, jump => jump is IReturnOperation or IThrowOperation || (jump is IBranchOperation branch && JumpTo(branch) is { IsOutOfLoop: true }));

    private static bool Always(IOperation statement, Func<IOperation, bool> isJump)
    {
        while (statement is IConditionalOperation { WhenFalse: { } whenFalse } conditional && Always(conditional.WhenTrue, isJump))
            statement = whenFalse;
        return statement is IBlockOperation { Operations: { Length: > 0 } operations }
            ? Always(operations[operations.Length - 1], isJump)
            : isJump(statement);
    }

    private void ReadStatement(IOperation statement)
    {
        _bodies.Cancellation.ThrowIfCancellationRequested();
        switch (statement)
        {
            case IBlockOperation block:
                ReadAll(block.Operations);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(d => d.Declarators))
                    ReadDeclarator(declarator);
                break;
            case IExpressionStatementOperation { Operation: IInvocationOperation call } when IsGuardCall(call):
                ReadGuardCall(call);
                break;
            case IExpressionStatementOperation expression:
                Read(expression.Operation);
                break;
            case IConditionalOperation conditional when ThrownBy(conditional.WhenTrue) is { } thrown:
                ReadGuard(ReadNode(conditional.Condition), thrown);
                ReadStatementIfAny(conditional.WhenFalse);
                break;
            case IConditionalOperation conditional when ThrownBy(conditional.WhenFalse) is { } thrown:
                ReadGuard(_builder.Not(ReadNode(conditional.Condition)), thrown);
                ReadStatement(conditional.WhenTrue);
                break;
            case IConditionalOperation conditional:
                Branch(
                    ReadNode(conditional.Condition),
                    () => ReadStatement(conditional.WhenTrue),
                    () => ReadStatementIfAny(conditional.WhenFalse));
                break;
            case IReturnOperation { Kind: OperationKind.Return } returned:
                if (returned.ReturnedValue is { } value)
                    _environment[_frame.ReturnValue] = Read(value);
                SetFlag(_frame.HasReturned, true);
                break;
            case ISwitchOperation switched:
                ReadSwitch(switched, rest: null);
                break;
            case ILoopOperation loop:
                ReadLoop(loop);
                break;
            case IBranchOperation branch when JumpTo(branch) is { } jump:
                SetFlag(jump, true);
                break;
            case ILocalFunctionOperation or IEmptyOperation:
                break;
            case IThrowOperation thrown:
                ReadGuard(_builder.Not(Jumped()), thrown);
                break;
            default:
                Read(statement);
                break;
        }
    }

    private void ReadStatementIfAny(IOperation? statement)
    {
        if (statement is not null)
            ReadStatement(statement);
    }

    private void ReadDeclarator(IVariableDeclaratorOperation declarator)
    {
        if (declarator.Symbol.IsRef)
            throw new Unsupported(Rules.Reference, declarator.Syntax, "A ref local");
        Value value = declarator.GetVariableInitializer() is { } initializer ? Read(initializer.Value) : Unassigned.Instance;
        SetVariable(declarator.Symbol, value);
    }

    private void SetVariable(ISymbol variable, Value value)
    {
        value = Traced(variable, value);
        _environment[variable] = value;
        Name(variable.Name, value, isUsers: variable is ILocalSymbol);
    }

    // Reads code that may jump to a place; once the code has been read, control is there.
    private void Catching(Jump jump, Action code)
    {
        SetFlag(jump, false);
        _frame.Jumps.Add(jump);
        code();
        _frame.Jumps.Remove(jump);
    }

    private void SetFlag(object flag, bool value) => _environment[flag] = new Scalar(_builder.Boolean(value));

    private Jump? JumpTo(IBranchOperation branch) => _frame.Jumps.FindLast(jump => SymbolEqualityComparer.Default.Equals(jump.Target, branch.Target));

    // Whether control has left the statements being read: the method has returned, or an enclosing switch or loop is left.
    private int Jumped()
    {
        int jumped = ((Scalar)_environment[_frame.HasReturned]!).Node;
        foreach (Jump key in _frame.Jumps)
            jumped = Or(jumped, ((Scalar)_environment[key]!).Node);
        return jumped;
    }

    private int Or(int a, int b) => _builder.If(a, () => [_builder.Boolean(true)], () => [b])[0];

    private int And(int a, int b) => _builder.If(a, () => [b], () => [_builder.Boolean(false)])[0];
}
