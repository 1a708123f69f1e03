using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Frontend;

/// <summary>
/// Goes on with a fresh stack where the present one may not suffice: code nests as deep as the user likes, and what the compiler
/// has survived must not take it down here.
/// </summary>
internal static class DeepStack
{
    private const int Size = 64 << 20;
    private const int Deep = 100;

    public static T Run<TArgument, T>(Func<TArgument, T> code, TArgument argument) =>
        IsSufficient() ? code(argument) : RunApart(() => code(argument));

    /// <summary>Runs code of the compiler's that nests as deep as the syntax does, and does not look at its stack.</summary>
    public static T Run<T>(SyntaxNode syntax, Func<T> code) => IsDeep(syntax) ? RunApart(code) : code();

    private static bool IsSufficient()
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return true;
        }
        catch (InsufficientExecutionStackException)
        {
            return false;
        }
    }

    private static bool IsDeep(SyntaxNode syntax)
    {
        var pending = new Stack<(SyntaxNode Node, int Depth)>([(syntax, 0)]);
        while (pending.Count > 0)
        {
            (SyntaxNode node, int depth) = pending.Pop();
            if (depth == Deep)
                return true;
            foreach (SyntaxNode child in node.ChildNodes())
                pending.Push((child, depth + 1));
        }

        return false;
    }

    private static T RunApart<T>(Func<T> code)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = code();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            Size);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }
}
