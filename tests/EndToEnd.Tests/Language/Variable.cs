namespace SymGrad.EndToEnd.Tests.Language;

internal sealed record Variable(string Name, Form Form, Activity Activity, double Size, bool IsAssignable)
{
    /// <summary>False for an <c>in</c> parameter: no local function may use it.</summary>
    public bool CanBeCaptured { get; init; } = true;

    /// <summary>For a counter, the buffer that it indexes; it is never negative.</summary>
    public string? Within { get; init; }

    /// <summary>For a buffer, whether all that the program's indices name is inside.</summary>
    public bool HoldsAnyIndex { get; init; }

    /// <summary>How many elements a buffer has at least.</summary>
    public int LeastLength { get; init; } = 1;

    /// <summary>Whether the counter begins at 1, so that there is an element before it.</summary>
    public bool HasPrevious { get; init; }
}
