using System.Collections;

namespace SymGrad.Generator.IR;

/// <summary>
/// Runs calls that nest as deep as branches do without nesting them on the stack, which has no room for a chain of thousands: a
/// call is an iterator that yields the calls it makes.
/// </summary>
internal static class Nesting
{
    public static void Run(IEnumerable call)
    {
        var running = new Stack<IEnumerator>([call.GetEnumerator()]);
        while (running.Count > 0)
        {
            if (running.Peek().MoveNext())
                running.Push(((IEnumerable)running.Peek().Current).GetEnumerator());
            else
                running.Pop();
        }
    }
}
