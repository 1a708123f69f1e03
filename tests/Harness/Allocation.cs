namespace SymGrad.Tests.Harness;

/// <summary>The managed memory that a call takes.</summary>
public static class Allocation
{
    /// <summary>
    /// What each of several calls allocates. A collection that other tests cause may count what is left of the thread's allocation context, up to 8 KiB, to one
    /// of them: the least is without it.
    /// </summary>
    public static long Least(Func<long> measured) => Enumerable.Range(0, 5).Min(_ => measured());
}
