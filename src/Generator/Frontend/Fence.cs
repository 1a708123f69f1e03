using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;

namespace SymGrad.Generator.Frontend;

/// <summary>Rejects by name, before anything else runs, every construct that has no place in a differentiated method.</summary>
internal static class Fence
{
    public static IEnumerable<Problem> Check(IOperation body)
    {
        foreach (IOperation operation in Reachable(body))
        {
            if (Reject(operation) is { } problem)
                yield return problem;
        }
    }

    /// <summary>The problem with an operation that is rejected wherever it stands; null for the others.</summary>
    public static Problem? Reject(IOperation operation)
    {
        (DiagnosticDescriptor Rule, string What)? reason = operation switch
        {
            IAwaitOperation => (Rules.Suspension, "'await'"),
            IReturnOperation { Kind: OperationKind.YieldReturn or OperationKind.YieldBreak } => (Rules.Suspension, "'yield'"),
            IAnonymousFunctionOperation => (Rules.Delegate, "A lambda"),
            IDelegateCreationOperation { Target: not IAnonymousFunctionOperation } => (Rules.Delegate, "A delegate"),
            IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation => (Rules.Delegate, "A dynamic call"),
            IFunctionPointerInvocationOperation => (Rules.Delegate, "A function pointer"),
            ITryOperation => (Rules.Statement, "'try'"),
            IUsingOperation or IUsingDeclarationOperation => (Rules.Statement, "'using'"),
            ILockOperation => (Rules.Statement, "'lock'"),
            IBranchOperation { BranchKind: BranchKind.GoTo } => (Rules.Statement, "'goto'"),
            ILabeledOperation => (Rules.Statement, "A label"),
            IAddressOfOperation => (Rules.Reference, "A pointer"),
            IAnonymousObjectCreationOperation => (Rules.Expression, "An anonymous object"),
            IInterpolatedStringOperation { ConstantValue.HasValue: false } => (Rules.Expression, "An interpolated string"),
            ITypeOfOperation => (Rules.Expression, "'typeof'"),
            IIsTypeOperation => (Rules.Expression, "A type test"),
            IConditionalAccessOperation => (Rules.Expression, "'?.'"),
            ICoalesceOperation or ICoalesceAssignmentOperation => (Rules.Expression, "'??'"),
            IEventAssignmentOperation => (Rules.SideEffect, "An event subscription"),
            IVariableDeclaratorOperation { Symbol.IsRef: true } => (Rules.Reference, "A ref local"),
            IInvalidOperation => (Rules.Unresolved, Shortened(operation.Syntax)),
            _ => null,
        };
        return reason is { } r ? new Problem(r.Rule, operation.Syntax.GetLocation(), r.What) : null;
    }

    // Rejected operations hide what is inside them, and a local function is looked at where it is called.
    private static IEnumerable<IOperation> Reachable(IOperation body)
    {
        var pending = new Stack<IOperation>([body]);
        while (pending.Count > 0)
        {
            IOperation operation = pending.Pop();
            yield return operation;
            if (Reject(operation) is not null || operation is ILocalFunctionOperation or IThrowOperation)
                continue;
            foreach (IOperation child in operation.ChildOperations.Reverse())
                pending.Push(child);
        }
    }

    /// <summary>Code as a message mentions it.</summary>
    public static string Shortened(SyntaxNode syntax)
    {
        string text = syntax.ToString();
        return text.Length <= 60 ? text : text.Substring(0, 57) + "…";
    }
}
