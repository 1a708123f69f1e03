using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace SymGrad.Generator.Frontend;

/// <summary>
/// Goes on with a fresh stack where the present one is nearly used up: operations nest as deep as the user's expressions, and what
/// the compiler has survived must not take it down here.
/// </summary>
internal static class DeepStack
{
    private const int Size = 16 << 20;

    public static T Run<TArgument, T>(Func<TArgument, T> code, TArgument argument)
    {
        if (IsSufficient())
            return code(argument);
        T result = default!;
        RunApart(() => result = code(argument));
        return result;
    }

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

    private static void RunApart(Action code)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    code();
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
    }
}
