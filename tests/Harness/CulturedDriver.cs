using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SymGrad.Tests.Harness;

/// <summary>A generator driver (immutable, as Roslyn's is) that runs under a given culture.</summary>
internal sealed class CulturedDriver(GeneratorDriver driver, CultureInfo? culture)
{
    public CulturedDriver RunGenerators(Compilation input, out Compilation output, out ImmutableArray<Diagnostic> diagnostics)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            if (culture is not null)
                (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return new(driver.RunGeneratorsAndUpdateCompilation(input, out output, out diagnostics), culture);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    public GeneratorDriverRunResult GetRunResult() => driver.GetRunResult();
}

/// <summary>The project's properties as a generator sees them; the same for every file.</summary>
internal sealed class FixedOptionsProvider(ImmutableDictionary<string, string> options) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Fixed(options);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Fixed(ImmutableDictionary<string, string> options) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => options.TryGetValue(key, out value);
    }
}
