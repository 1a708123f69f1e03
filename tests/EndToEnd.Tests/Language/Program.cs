namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>The text of an assembly that holds some random methods; then, for what is generated of it, their twins in dual numbers and their probes.</summary>
internal static class Program
{
    /// <summary>The files' names, in the order of <see cref="Sources"/>.</summary>
    public static IReadOnlyList<string> Files { get; } = ["Methods.cs", "Library.cs"];

    public static string[] Sources(IReadOnlyList<RandomMethod> methods) => [Methods(methods), Library.Program];

    /// <param name="workspaces">The elements' type of a workspace, for the methods that have members with one.</param>
    public static (string Name, string Text)[] Callers(IReadOnlyList<RandomMethod> methods, IReadOnlyDictionary<string, string> workspaces) =>
        [("Twins.cs", Twins(methods)), ("TwinLibrary.cs", Library.Twin), ("Probes.cs", Probes.Print(methods, workspaces))];

    /// <summary>The methods as a user would write them.</summary>
    public static string Methods(IReadOnlyList<RandomMethod> methods) => $$"""
        using System;
        using SymGrad;
        using static Test.Library;

        namespace Test;

        public static partial class C
        {
        {{string.Concat(methods.SelectMany(m => m.Functions.Select(f => Printer.Print(f, isTwin: false, isAnnotated: f == m.Main))))}}}

        """;

    private static string Twins(IReadOnlyList<RandomMethod> methods) => $$"""
        using System;
        using SymGrad.Tests.Harness;
        using D = SymGrad.Tests.Harness.Dual<double>;
        using S = SymGrad.Tests.Harness.Dual<float>;
        using static Twin.Library;

        namespace Twin;

        public static class C
        {
        {{string.Concat(methods.SelectMany(m => m.Functions.Select(f => Printer.Print(f, isTwin: true, isAnnotated: false))))}}}

        """;
}
