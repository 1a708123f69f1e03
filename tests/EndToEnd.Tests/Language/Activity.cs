namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>
/// Whether a value depends on an active parameter. <see cref="Mixed"/> values do on some paths only; they are kept away
/// from the ties of Max and Min, where activity decides.
/// </summary>
internal enum Activity
{
    Inactive,
    Active,
    Mixed,
}
