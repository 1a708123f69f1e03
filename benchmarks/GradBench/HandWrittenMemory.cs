using System;

namespace SymGrad.Benchmarks;

/// <summary>The memory that a derivative written by hand is given, taken piece by piece.</summary>
internal static class HandWrittenMemory
{
    /// <summary>Takes the first <paramref name="length"/> numbers; what is left stays in <paramref name="memory"/>.</summary>
    internal static Span<double> Take(ref Span<double> memory, int length)
    {
        Span<double> taken = memory[..length];
        memory = memory[length..];
        return taken;
    }
}
