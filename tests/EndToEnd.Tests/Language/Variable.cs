namespace SymGrad.EndToEnd.Tests.Language;

internal sealed record Variable(string Name, Form Form, Activity Activity, double Size, bool IsAssignable)
{
    /// <summary>False for an <c>in</c> parameter: no local function may use it.</summary>
    public bool CanBeCaptured { get; init; } = true;
}
