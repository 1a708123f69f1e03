namespace SymGrad.Generator.Diagnostics;

/// <summary>Says in one line where an unforeseen exception came from.</summary>
internal static class Failure
{
    public static string Describe(Exception failure)
    {
        string? place = failure.StackTrace?.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Contains("SymGrad."));
        int file = place?.IndexOf(" in ", StringComparison.Ordinal) ?? -1;
        return $"{failure.GetType().Name}: {failure.Message} {(file < 0 ? place : place!.Substring(0, file))}".TrimEnd();
    }
}
