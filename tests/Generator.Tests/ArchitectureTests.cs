using System.Runtime.CompilerServices;

namespace SymGrad.Generator.Tests;

/// <summary>The rooms of the generator know whom docs/architecture.md says they know; and the check sees who does not keep to it.</summary>
public class ArchitectureTests
{
    [Fact]
    public void The_generator_keeps_its_arrows()
    {
        var violations = ArchitectureRules.ViolationsIn(GeneratorFolder()).ToList();
        Assert.True(violations.Count == 0, string.Join(System.Environment.NewLine, violations));
    }

    [Theory]
    [InlineData("IR/A.cs", "using System; namespace SymGrad.Generator.IR; class A { string s = Environment.NewLine; }")]
    [InlineData("Analysis/A.cs", "using SymGrad.Generator.IR; namespace SymGrad.Generator.Analysis; class A { }")]
    [InlineData("Simplification/A.cs", "using SymGrad.Generator.Analysis; namespace SymGrad.Generator.Simplification; class A { }")]
    [InlineData("Differentiation/A.cs", "using SymGrad.Generator.Simplification; namespace SymGrad.Generator.Differentiation; class A { }")]
    [InlineData("Verification/A.cs", "using SymGrad.Generator.Differentiation; namespace SymGrad.Generator.Verification; class A { }")]
    [InlineData("Emission/A.cs", "using Microsoft.CodeAnalysis.CSharp; namespace SymGrad.Generator.Emission; class A { bool B(string s) => SyntaxFacts.GetKeywordKind(s) != SyntaxKind.None; }")]
    [InlineData("Diagnostics/A.cs", "using Microsoft.CodeAnalysis; using Microsoft.CodeAnalysis.Diagnostics; namespace SymGrad.Generator.Diagnostics; class A { }")]
    [InlineData("Frontend/A.cs", "using Microsoft.CodeAnalysis.CSharp.Syntax; using SymGrad.Generator.Diagnostics; namespace SymGrad.Generator.Frontend; class A { }")]
    [InlineData("Frontend/Expressions/A.cs", "namespace SymGrad.Generator.Frontend.Expressions; class A { }")]
    [InlineData("Analysis/A.cs", "namespace SymGrad.Generator.Analysis; class A { SymGrad.Generator.IR.Node n; object B() => IR.Node.Of(1).C.D; }")]
    [InlineData("Emission/A.cs", "namespace SymGrad.Generator.Emission; class A { bool B(string s) => Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(s); }")]
    [InlineData("Frontend/A.cs", "namespace SymGrad.Generator.Frontend; class A { int Analysis; int B() => Analysis.CompareTo(1); }")] // a field's name
    [InlineData("Polyfills/A.cs", "namespace System.Runtime.CompilerServices; class IsExternalInit { }")]
    [InlineData("Wiring.cs", "using SymGrad.Generator.Emission; using Microsoft.CodeAnalysis; namespace SymGrad.Generator; class A { }")]
    public void What_is_allowed_passes(string path, string text) => Assert.Empty(Violations(path, text));

    [Theory]
    [InlineData("IR/A.cs", "using SymGrad.Generator.Analysis; namespace SymGrad.Generator.IR; class A { }", "IR must not know Analysis")]
    [InlineData("IR/A.cs", "using Microsoft.CodeAnalysis; namespace SymGrad.Generator.IR; class A { }", "IR must not know Microsoft.CodeAnalysis")]
    [InlineData("IR/A.cs", "namespace SymGrad.Generator.IR { using Microsoft.CodeAnalysis.CSharp; class A { } }", "IR must not know Microsoft.CodeAnalysis.CSharp")]
    [InlineData("IR/A.cs", "using static Microsoft.CodeAnalysis.CSharp.SyntaxFacts; namespace SymGrad.Generator.IR; class A { }", "IR must not know Microsoft")]
    [InlineData("IR/A.cs", "namespace SymGrad.Generator.IR; class A { Microsoft.CodeAnalysis.ISymbol s; }", "IR must not know Microsoft.CodeAnalysis.ISymbol")]
    [InlineData("IR/A.cs", "namespace SymGrad.Generator.IR; class A { System.Collections.Generic.List<global::SymGrad.Generator.Emission.B> s; }", "IR must not know Emission")]
    [InlineData("IR/A.cs", "namespace SymGrad.Generator.IR; class A { int B() => Analysis.Activity.Of(1); }", "IR must not know Analysis")]
    [InlineData("IR/A.cs", "namespace SymGrad.Generator.IR; class A { int B() => Generator.Frontend.C.D(); }", "IR must not know Frontend")]
    [InlineData("IR/A.cs", "using E = SymGrad.Generator.Emission; namespace SymGrad.Generator.IR; class A { E.B b; }", "IR must not know Emission")]
    [InlineData("IR/A.cs", "using M = Microsoft; namespace SymGrad.Generator.IR; class A { M.CodeAnalysis.ISymbol b; }", "IR must not know Microsoft")]
    [InlineData("IR/A.cs", "using M = Microsoft; namespace SymGrad.Generator.IR; class A { M::CodeAnalysis.ISymbol b; }", "IR must not know Microsoft")]
    [InlineData("Analysis/A.cs", "using SymGrad.Generator.Simplification; namespace SymGrad.Generator.Analysis; class A { }", "Analysis must not know Simplification")]
    [InlineData("Simplification/A.cs", "using SymGrad.Generator.Differentiation; namespace SymGrad.Generator.Simplification; class A { }", "Simplification must not know Differentiation")]
    [InlineData("Differentiation/A.cs", "using SymGrad.Generator.Verification; namespace SymGrad.Generator.Differentiation; class A { }", "Differentiation must not know Verification")]
    [InlineData("Verification/A.cs", "using SymGrad.Generator.Simplification; namespace SymGrad.Generator.Verification; class A { }", "Verification must not know Simplification")]
    [InlineData("Emission/A.cs", "using SymGrad.Generator.Differentiation; namespace SymGrad.Generator.Emission; class A { }", "Emission must not know Differentiation")]
    [InlineData("Emission/A.cs", "using Microsoft.CodeAnalysis; namespace SymGrad.Generator.Emission; class A { }", "Emission must not know Microsoft.CodeAnalysis")]
    [InlineData("Emission/A.cs", "using Microsoft.CodeAnalysis.CSharp; namespace SymGrad.Generator.Emission; class A { object B() => SymbolDisplay.FormatPrimitive(1, true, true); }", "not SymbolDisplay")]
    [InlineData("Emission/A.cs", "namespace SymGrad.Generator.Emission; class A { Microsoft.CodeAnalysis.CSharp.CSharpCompilation c; }", "not CSharpCompilation")]
    [InlineData("Emission/A.cs", "using Microsoft.CodeAnalysis.CSharp.Syntax; namespace SymGrad.Generator.Emission; class A { }", "Emission must not know Microsoft.CodeAnalysis.CSharp.Syntax")]
    [InlineData("Diagnostics/A.cs", "using SymGrad.Generator.IR; namespace SymGrad.Generator.Diagnostics; class A { }", "Diagnostics must not know IR")]
    [InlineData("Diagnostics/A.cs", "using Microsoft.CodeAnalysis.CSharp; namespace SymGrad.Generator.Diagnostics; class A { }", "Diagnostics must not know Microsoft.CodeAnalysis.CSharp")]
    [InlineData("Frontend/A.cs", "using SymGrad.Generator.Differentiation; namespace SymGrad.Generator.Frontend; class A { }", "Frontend must not know Differentiation")]
    [InlineData("Frontend/A.cs", "namespace SymGrad.Generator.Frontend; class A { object B() => new Wiring(); }", "Frontend must not know the wiring (Wiring)")]
    [InlineData("Frontend/A.cs", "namespace SymGrad.Generator.Frontend; class A { SymGrad.Generator.Wiring b; }", "Frontend must not know the wiring")]
    [InlineData("IR/A.cs", "namespace SymGrad.Generator; class A { }", "namespace SymGrad.Generator, expected SymGrad.Generator.IR")]
    [InlineData("IR/Nodes/A.cs", "namespace SymGrad.Generator.IR; class A { }", "expected SymGrad.Generator.IR.Nodes")]
    [InlineData("IR/A.cs", "class A { }", "namespace (none), expected SymGrad.Generator.IR")]
    [InlineData("IR/A.cs", "", "namespace (none)")]
    [InlineData("Polyfills/A.cs", "namespace SymGrad.Generator.Polyfills; class A { }", "which are in System's")]
    [InlineData("Polyfills/A.cs", "using SymGrad.Generator.IR; namespace System; class A { }", "Polyfills must not know IR")]
    [InlineData("Backend/A.cs", "namespace SymGrad.Generator.Backend; class A { }", "unknown room Backend")]
    [InlineData("Usings.cs", "global using SymGrad.Generator.IR;", "a global using of SymGrad.Generator.IR")]
    public void What_is_not_allowed_is_found(string path, string text, string violation)
    {
        var violations = Violations(path, text);
        Assert.Contains(violations, v => v.StartsWith(path + ": ", StringComparison.Ordinal) && v.Contains(violation, StringComparison.Ordinal));
    }

    [Fact]
    public void A_room_without_a_file_is_found() =>
        Assert.Equal(["IR: a room without a source file"], ArchitectureRules.Violations([("A.cs", "namespace SymGrad.Generator; class A { }")], ["IR"]));

    [Fact]
    public void No_file_at_all_is_found() => Assert.Equal(["the generator has no source file"], ArchitectureRules.Violations([], []));

    [Fact]
    public void A_using_in_the_project_file_is_found()
    {
        Assert.Single(ArchitectureRules.ProjectViolations("P", "<Project><ItemGroup><Using Include=\"Microsoft.CodeAnalysis\" /></ItemGroup></Project>"));
        Assert.Empty(ArchitectureRules.ProjectViolations("P", "<Project><ItemGroup><Using Include=\"System.Text\" /></ItemGroup></Project>"));
    }

    private static List<string> Violations(string path, string text) =>
        ArchitectureRules.Violations([("Wiring0.cs", "namespace SymGrad.Generator; class Wiring { }"), (path, text)], []);

    private static string GeneratorFolder([CallerFilePath] string file = "")
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "src", "Generator"));
        Assert.True(File.Exists(Path.Combine(folder, "SymGrad.Generator.csproj")), folder);
        return folder;
    }
}
