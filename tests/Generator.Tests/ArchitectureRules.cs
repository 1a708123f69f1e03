using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymGrad.Generator.Tests;

/// <summary>
/// Who may know whom in the generator. Reads the text alone: namespaces, using directives, and qualified names in bodies.
/// </summary>
internal static class ArchitectureRules
{
    private const string Root = "SymGrad.Generator";
    private const string Roslyn = "Microsoft.CodeAnalysis";

    /// <summary>Attributes and types that netstandard2.0 lacks; they stand in System's namespaces and know nobody.</summary>
    private const string Polyfills = "Polyfills";

    /// <param name="Rooms">The rooms that this one may know, itself aside.</param>
    /// <param name="Roslyn">Roslyn's namespaces that it may know; "Microsoft.CodeAnalysis.*" is all of them.</param>
    private sealed record Room(string[] Rooms, string[] Roslyn);

    private static readonly Dictionary<string, Room> s_rooms = new()
    {
        ["IR"] = new([], []),
        ["Analysis"] = new(["IR"], []),
        ["Simplification"] = new(["IR", "Analysis"], []),
        ["Differentiation"] = new(["IR", "Analysis", "Simplification"], []),
        ["Verification"] = new(["IR", "Analysis", "Differentiation"], []),
        ["Emission"] = new(["IR", "Analysis"], [Roslyn + ".CSharp"]),
        ["Diagnostics"] = new([], [Roslyn, Roslyn + ".Diagnostics"]),
        ["Frontend"] = new(["IR", "Analysis", "Diagnostics"], [Roslyn + ".*"]),
        [Polyfills] = new([], []),
    };

    // Emission prints C#: which words are keywords is all that it may ask Roslyn.
    private static readonly HashSet<string> s_syntaxFacts = [nameof(SyntaxFacts), nameof(SyntaxKind)];

    private static readonly HashSet<string> s_roslynCSharpTypes =
    [
        .. typeof(CSharpCompilation).Assembly.GetExportedTypes().Where(t => t.Namespace == Roslyn + ".CSharp" && !t.IsNested).Select(t => t.Name),
    ];

    /// <summary>What breaks the rules, one line each. Paths are relative to the generator's folder, with slashes.</summary>
    public static List<string> Violations(IReadOnlyCollection<(string Path, string Text)> files, IEnumerable<string> folders)
    {
        var sources = files.Select(f => new Source(f.Path, f.Text)).ToList();
        var violations = new List<string>();
        if (sources.Count == 0)
            violations.Add("the generator has no source file");
        foreach (var folder in folders.Where(f => !sources.Any(s => s.Path.StartsWith(f + "/", StringComparison.Ordinal))))
            violations.Add($"{folder}: a room without a source file");

        var wiring = sources.Where(s => s.Room.Length == 0).SelectMany(s => s.DeclaredTypes).ToHashSet();
        foreach (var source in sources)
            violations.AddRange(Violations(source, wiring).Distinct().Select(v => $"{source.Path}: {v}"));
        return violations;
    }

    /// <summary>The same on disk, and no using directives in the project file, which no source file shows.</summary>
    public static List<string> ViolationsIn(string folder)
    {
        string[] outputs = ["bin", "obj"];
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(f => (Path: Path.GetRelativePath(folder, f).Replace('\\', '/'), File: f))
            .Where(f => !outputs.Contains(f.Path.Split('/')[0]))
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .Select(f => (f.Path, File.ReadAllText(f.File)))
            .ToList();
        var folders = Directory.GetDirectories(folder).Select(d => Path.GetFileName(d)).Except(outputs).Order(StringComparer.Ordinal);
        return
        [
            .. Violations(files, folders),
            .. Directory.GetFiles(folder, "*.csproj").SelectMany(p => ProjectViolations(Path.GetFileName(p), File.ReadAllText(p))),
        ];
    }

    public static IEnumerable<string> ProjectViolations(string name, string text) =>
        XDocument.Parse(text).Descendants("Using")
            .Select(u => (string?)u.Attribute("Include") ?? "")
            .Where(u => IsOrIsIn(u, "SymGrad") || IsOrIsIn(u, Roslyn))
            .Select(u => $"{name}: a project-wide using of {u} hides who knows whom");

    private static IEnumerable<string> Violations(Source source, HashSet<string> wiring)
    {
        if (source.Room.Length > 0 && !s_rooms.ContainsKey(source.Room))
        {
            yield return $"unknown room {source.Room}";
            yield break;
        }

        if (source.Room == Polyfills)
        {
            foreach (var wrong in source.Namespaces.Where(n => !IsOrIsIn(n, "System")))
                yield return $"namespace {wrong} in {Polyfills}, which are in System's";
        }
        else
        {
            var expected = string.Join('.', [Root, .. source.Path.Split('/')[..^1]]);
            foreach (var wrong in source.Namespaces.Where(n => n != expected))
                yield return $"namespace {(wrong.Length == 0 ? "(none)" : wrong)}, expected {expected}";
        }

        foreach (var name in source.GlobalUsings.Where(n => IsOrIsIn(n, "SymGrad") || IsOrIsIn(n, Roslyn)))
            yield return $"a global using of {name} hides who knows whom";

        if (source.Room.Length == 0)
            yield break;
        var room = s_rooms[source.Room];
        foreach (var name in source.Names)
        {
            if (IsOrIsIn(name, Root))
            {
                var known = name.Split('.').ElementAtOrDefault(2) ?? "";
                if (known != source.Room && !room.Rooms.Contains(known))
                    yield return $"{source.Room} must not know {(s_rooms.ContainsKey(known) ? known : $"the wiring ({name})")}";
            }
            else if (IsOrIsIn(name, Roslyn) && !MayKnow(room, name))
            {
                yield return $"{source.Room} must not know {name}";
            }
        }

        // The root namespace needs no using directive: its types are known by their bare names.
        foreach (var type in source.Identifiers.Where(i => wiring.Contains(i) && !source.Declared.Contains(i)))
            yield return $"{source.Room} must not know the wiring ({type})";

        if (source.Room == "Emission" && source.Names.Any(n => IsOrIsIn(n, Roslyn)))
        {
            foreach (var type in source.Identifiers.Where(i =>
                s_roslynCSharpTypes.Contains(i) && !s_syntaxFacts.Contains(i) && !source.Declared.Contains(i)))
                yield return $"Emission may ask Roslyn for SyntaxFacts only, not {type}";
        }
    }

    private static bool MayKnow(Room room, string name) => room.Roslyn.Any(allowed =>
        allowed.EndsWith(".*", StringComparison.Ordinal)
            ? IsOrIsIn(name, allowed[..^2])
            : name == allowed || IsTypeIn(name, allowed));

    // "Microsoft.CodeAnalysis.Location" is a type in Microsoft.CodeAnalysis, "Microsoft.CodeAnalysis.CSharp.X" is not.
    private static bool IsTypeIn(string name, string ns) =>
        name.StartsWith(ns + ".", StringComparison.Ordinal) && !s_roslynNamespaces.Any(n => n.Length > ns.Length && IsOrIsIn(name, n));

    private static readonly string[] s_roslynNamespaces =
    [
        .. new[] { typeof(SyntaxNode).Assembly, typeof(CSharpCompilation).Assembly }
            .SelectMany(a => a.GetExportedTypes()).Select(t => t.Namespace!).Distinct(),
    ];

    private static bool IsOrIsIn(string name, string ns) =>
        name == ns || name.StartsWith(ns + ".", StringComparison.Ordinal);

    /// <summary>A file, as far as the rules look at it.</summary>
    private sealed class Source
    {
        private readonly Dictionary<string, string> _aliases = [];

        public Source(string path, string text)
        {
            Path = path;
            Room = path.Contains('/', StringComparison.Ordinal) ? path.Split('/')[0] : "";
            var root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
            var nodes = root.DescendantNodes().ToList();
            Declared =
            [
                .. nodes.Select(n => n switch
                {
                    BaseTypeDeclarationSyntax t => t.Identifier.Text,
                    DelegateDeclarationSyntax d => d.Identifier.Text,
                    MethodDeclarationSyntax m => m.Identifier.Text,
                    PropertyDeclarationSyntax p => p.Identifier.Text,
                    EnumMemberDeclarationSyntax e => e.Identifier.Text,
                    VariableDeclaratorSyntax v => v.Identifier.Text,
                    ParameterSyntax p => p.Identifier.Text,
                    SingleVariableDesignationSyntax s => s.Identifier.Text,
                    _ => "",
                }).Where(n => n.Length > 0),
            ];
            DeclaredTypes =
            [
                .. nodes.OfType<MemberDeclarationSyntax>()
                    .Where(m => m.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)
                    .Select(m => m switch
                    {
                        BaseTypeDeclarationSyntax t => t.Identifier.Text,
                        DelegateDeclarationSyntax d => d.Identifier.Text,
                        _ => "",
                    })
                    .Where(n => n.Length > 0),
            ];
            Identifiers = [.. nodes.OfType<SimpleNameSyntax>().Select(n => n.Identifier.Text)];

            var usings = nodes.OfType<UsingDirectiveSyntax>().ToList();
            foreach (var alias in usings.Where(u => u.Alias is not null))
                _aliases[alias.Alias!.Name.Identifier.Text] = Dotted(alias.NamespaceOrType);
            GlobalUsings = [.. usings.Where(u => u.GlobalKeyword != default).Select(u => Resolve(Dotted(u.NamespaceOrType)))];
            var namespaces = nodes.OfType<BaseNamespaceDeclarationSyntax>().Select(n => Dotted(n.Name)).ToList();
            if (root.Members.Any(m => m is not BaseNamespaceDeclarationSyntax) || root.Members.Count == 0 && GlobalUsings.Count == 0
                && root.AttributeLists.Count == 0)
                namespaces.Add("");
            Namespaces = namespaces;
            // Whole chains of names only, and not those of usings and namespace declarations.
            var qualified = nodes
                .Where(n => n is QualifiedNameSyntax or AliasQualifiedNameSyntax || n.IsKind(SyntaxKind.SimpleMemberAccessExpression))
                .Where(n => n.Parent is not QualifiedNameSyntax and not BaseNamespaceDeclarationSyntax
                    && !(n.Parent is MemberAccessExpressionSyntax access && access.Expression == n)
                    && !n.Ancestors().Any(a => a is UsingDirectiveSyntax));
            Names = [.. usings.Select(u => u.NamespaceOrType).Concat(qualified).Select(n => Resolve(Dotted(n))).Distinct()];
        }

        public string Path { get; }

        public string Room { get; }

        public IReadOnlyList<string> Namespaces { get; }

        public IReadOnlyList<string> GlobalUsings { get; }

        /// <summary>All qualified names, of usings and in bodies, with aliases and relative names resolved.</summary>
        public IReadOnlyList<string> Names { get; }

        public HashSet<string> Identifiers { get; }

        public HashSet<string> Declared { get; }

        public IReadOnlyList<string> DeclaredTypes { get; }

        private static string Dotted(SyntaxNode name)
        {
            var text = string.Concat(name.DescendantTokens().Select(t => t.Text));
            return text.StartsWith("global::", StringComparison.Ordinal) ? text["global::".Length..] : text.Replace("::", ".", StringComparison.Ordinal);
        }

        private string Resolve(string name)
        {
            var first = name.Split('.', '<', '(', '[')[0];
            if (_aliases.TryGetValue(first, out var target) && target != name)
                return target + name[first.Length..];
            // Inside SymGrad.Generator.Y, X.Z and Generator.X.Z are SymGrad.Generator.X.Z; unless X is a member's name.
            if (first == "Generator")
                return "SymGrad." + name;
            return s_rooms.ContainsKey(first) && name.Length > first.Length && !Declared.Contains(first) ? $"{Root}.{name}" : name;
        }
    }
}
