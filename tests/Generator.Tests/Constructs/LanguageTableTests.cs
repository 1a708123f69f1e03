using System.Numerics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>The tables of docs/language.md: each row is what the generator does with the programs of <see cref="LanguageTable"/>.</summary>
public sealed partial class LanguageTableTests : IDisposable
{
    private static readonly Row[] s_supported = Rows("## Supported"), s_refused = Rows("## Not supported, or not yet");

    private readonly CompiledSample _library = GeneratorRun.Of(GeneratorOptions.Default with { AssemblyName = "Library" }, LanguageTable.Library).Compile();

    public void Dispose() => _library.Dispose();

    [Fact]
    public void Every_row_has_programs_and_every_program_a_row()
    {
        Assert.Equal(s_supported.Select(row => row.Start), LanguageTable.Supported.Keys);
        Assert.Equal(s_supported.Concat(s_refused).Where(row => row.Diagnostics.Length > 0).Select(row => row.Start), LanguageTable.Refused.Keys);
    }

    /// <summary>So that a construct that is added to a row is missed here. A name of one letter stands for any.</summary>
    [Fact]
    public void What_a_row_names_is_in_its_programs()
    {
        Assert.Empty(s_supported.SelectMany(row => row.Missing(LanguageTable.Supported)));
        Assert.Empty(s_refused.SelectMany(row => row.Missing(LanguageTable.Refused)));
    }

    [Fact]
    public void What_is_supported_has_the_value_of_the_method_and_a_gradient_that_differences_agree_with()
    {
        (string Row, string Program)[] programs = Programs(LanguageTable.Supported);
        using CompiledSample sample = Run(programs).Compile(Construct.Steps);
        ILookup<string, Type> objectives = sample.Assembly.GetTypes().Where(IsObjective).ToLookup(type => type.Namespace!);
        for (int i = 0; i < programs.Length; i++)
        {
            // A program's own comes before a generated one.
            foreach (Type type in objectives[Namespace(i)].GroupBy(IsGenerated).MinBy(group => group.Key) ?? throw new HarnessFailure($"{programs[i].Row}: no objective"))
                Check(Build(type), programs[i].Row);
        }
    }

    [Fact]
    public void What_is_not_is_reported_by_the_diagnostics_that_the_row_links_to()
    {
        (string Row, string Program)[] programs = Programs(LanguageTable.Refused);
        ILookup<string, Diagnostic> diagnostics = Run(programs).GeneratorDiagnostics.ToLookup(d => d.Location.GetLineSpan().Path);
        var reported = programs.Select((program, i) => (program.Row, Ids: Gravest(diagnostics[$"Sample{i + 1}.cs"]))).ToList();
        Assert.All(reported, program => Assert.True(program.Ids.Length == 1, $"{program.Row}: {string.Join(" ", program.Ids)}"));
        foreach (var row in reported.GroupBy(program => program.Row, program => program.Ids[0]))
            Assert.Equal(s_supported.Concat(s_refused).Single(r => r.Start == row.Key).Diagnostics, row.Distinct().Order(StringComparer.Ordinal));
    }

    // Beside an error there may be the information that what is jagged has no objective.
    private static string[] Gravest(IEnumerable<Diagnostic> diagnostics) =>
        [.. (diagnostics.GroupBy(d => d.Severity).MaxBy(group => group.Key) ?? Enumerable.Empty<Diagnostic>()).Select(d => d.Id).Distinct()];

    private static void Check(object objective, string row)
    {
        if (objective is IObjective<float> single)
            Check(single, row, sharpest: 1e-2f);
        else
            Check((IObjective<double>)objective, row, sharpest: 1e-8);
    }

    /// <param name="sharpest">What the tolerance, which follows from the differences, is at most, on the scale of the partial: where it is more, the differences say nothing.</param>
    private static void Check<T>(IObjective<T> objective, string row, T sharpest)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (int sign in (int[])[1, -1])
        {
            T[] point = [.. Enumerable.Range(0, objective.ParameterCount).Select(k => T.CreateChecked(1 + sign * (0.6875 - 0.125 * k)))];
            T value = objective.ValueAndGradient(point, new T[point.Length]);
            Ulp.AssertSameBits(value, objective.Value(point), row);
            GradientCheckReport<T> report = GradientCheck.Compare<Boxed<T>, T>(new(objective), point);
            Assert.True(report.Passed, $"{row}\n{report}");
            Assert.All(report.Entries, entry => Assert.True(entry.Tolerance <= sharpest * T.Max(T.One, T.Abs(entry.Numeric)), $"{row}\n{report}"));
        }
    }

    private GeneratorRun Run((string Row, string Program)[] programs) => GeneratorRun.Of(
        GeneratorOptions.Default with
        {
            ReferencedSamples = [_library],
            ExtraReferences = [MetadataReference.CreateFromFile(typeof(MathNet.Numerics.SpecialFunctions).Assembly.Location)],
            AllowUnsafe = true,
        },
        [.. programs.Select((program, i) => Source(program.Program, i)), LanguageTable.OtherFile]);

    private static (string Row, string Program)[] Programs(Dictionary<string, string[]> table) =>
        [.. table.SelectMany(row => row.Value, (row, program) => (row.Key, program))];

    private static string Source(string program, int index)
    {
        string annotated = program.Contains("[Differentiable", StringComparison.Ordinal) ? program : "[Differentiable]\npublic static " + program;
        string whole = program.Contains(" partial ", StringComparison.Ordinal) ? program : $"public static partial class Sample\n{{\n{annotated}\n}}";
        return $"namespace {Namespace(index)};\n\nusing System;\nusing System.Numerics;\nusing System.Runtime.CompilerServices;\nusing System.Runtime.InteropServices;\nusing SymGrad;\n{whole}\n";
    }

    private static string Namespace(int index) => $"Program{index + 1}";

    private static bool IsObjective(Type type) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IObjective<>));

    private static bool IsGenerated(Type type) => type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false);

    /// <summary>Something of a type: a number is 3, as is the length of a buffer, and an array of them 2, 0, 1.</summary>
    private static object Build(Type type)
    {
        if (type.ContainsGenericParameters)
            return Build(type.MakeGenericType(typeof(double)));
        if (type.IsEnum)
            return Enum.ToObject(type, 1);
        if (type.IsPrimitive)
            return Number(3, type);
        if (type.IsArray)
            return BuildArray(type.GetElementType()!);
        return type.GetConstructors().SingleOrDefault() is { } constructor
            ? constructor.Invoke([.. constructor.GetParameters().Select(p => Build(p.ParameterType))])
            : Activator.CreateInstance(type)!;
    }

    private static Array BuildArray(Type element)
    {
        var array = Array.CreateInstance(element, 3);
        for (int i = 0; i < array.Length; i++)
            array.SetValue(Number((i + 2) % 3, element), i);
        return array;
    }

    private static object Number(int value, Type type) => Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture);

    private static Row[] Rows(string heading)
    {
        string section = Section().Split(Repository.Read("docs/language.md")).Single(text => text.StartsWith(heading + "\n", StringComparison.Ordinal));
        return [.. section.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2).Select(Row.Of)];
    }

    [GeneratedRegex("^(?=## )", RegexOptions.Multiline)]
    private static partial Regex Section();

    /// <summary>A row: what it names, the diagnostics that it links to, and the beginning by which its programs are found.</summary>
    private sealed partial record Row(string Constructs, string[] Diagnostics, string Start)
    {
        public static Row Of(string line)
        {
            string[] cells = Bar().Split(line);
            string[] starts = [.. LanguageTable.Supported.Keys.Union(LanguageTable.Refused.Keys).Where(start => cells[1].StartsWith(" " + start, StringComparison.Ordinal))];
            return new(
                cells[1].Replace("\\|", "|", StringComparison.Ordinal),
                [.. Page().Matches(cells[2]).Select(m => m.Value).Order(StringComparer.Ordinal)],
                starts.Length == 1 ? starts[0] : throw new HarnessFailure($"{starts.Length} entries for the row of{cells[1]}"));
        }

        public IEnumerable<string> Missing(Dictionary<string, string[]> programs)
        {
            HashSet<string> tokens = [.. programs[Start].SelectMany(Tokens)];
            return Code().Matches(Constructs).SelectMany(m => Tokens(m.Groups[1].Value)).Where(token => !tokens.Contains(token)).Select(token => $"{Start}: {token}");
        }

        private static IEnumerable<string> Tokens(string text) => SyntaxFactory.ParseTokens(text)
            .Where(token => !token.IsKind(SyntaxKind.BadToken) && !token.IsKind(SyntaxKind.EndOfFileToken) && !(token.IsKind(SyntaxKind.IdentifierToken) && token.Text.Length == 1))
            .Select(token => token.Text);

        [GeneratedRegex(@"(?<!\\)\|")]
        private static partial Regex Bar();

        [GeneratedRegex(@"SYMG\d+(?=\.md)")]
        private static partial Regex Page();

        [GeneratedRegex("`([^`]+)`")]
        private static partial Regex Code();
    }

    /// <summary>An objective that is only known at run time, as the check wants it.</summary>
    private readonly struct Boxed<T>(IObjective<T> objective) : IObjective<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public int ParameterCount => objective.ParameterCount;

        public string ParameterName(int index) => objective.ParameterName(index);

        public T Value(ReadOnlySpan<T> parameters) => objective.Value(parameters);

        public T ValueAndGradient(ReadOnlySpan<T> parameters, Span<T> gradient) => objective.ValueAndGradient(parameters, gradient);
    }
}
