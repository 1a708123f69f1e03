using System.Globalization;
using System.Text.RegularExpressions;

namespace CurveFitting;

/// <summary>One of NIST's files: observations, the two starts that are prescribed, and what is certified.</summary>
internal sealed partial record DataSet(
    string Name, string Difficulty, double[] X, double[] Y, double[][] Starts, double[] Certified, double CertifiedSum)
{
    private static readonly string[] Difficulties = ["Lower", "Average", "Higher"];

    /// <summary>All sets, as NIST lists them: the easy ones first.</summary>
    public static IReadOnlyList<DataSet> All { get; } =
    [
        .. typeof(DataSet).Assembly.GetManifestResourceNames().Select(Read)
            .OrderBy(data => Array.IndexOf(Difficulties, data.Difficulty)).ThenBy(data => data.Name, StringComparer.Ordinal),
    ];

    private static DataSet Read(string name)
    {
        using var reader = new StreamReader(typeof(DataSet).Assembly.GetManifestResourceStream(name)!);
        string text = reader.ReadToEnd();
        string[] lines = text.Split('\n');
        double[][] parameters = Rows("Starting Values"), observations = Rows("Data");
        return new(
            name,
            Level().Match(text).Groups[1].Value,
            X: [.. observations.SelectMany(row => row[1..])],
            Y: Column(observations, 0),
            Starts: [Column(parameters, 0), Column(parameters, 1)],
            Certified: Column(parameters, 2),
            CertifiedSum: Numbers(lines.First(line => line.StartsWith("Residual Sum of Squares:", StringComparison.Ordinal)))[0]);

        // The head of a file says between which lines a part of it stands.
        double[][] Rows(string part)
        {
            Match range = Range().Matches(text).First(match => match.Groups["part"].Value == part);
            return [.. lines[(Line(range, "first") - 1)..Line(range, "last")].Select(Numbers)];
        }
    }

    private static int Line(Match range, string end) => int.Parse(range.Groups[end].Value, CultureInfo.InvariantCulture);

    private static double[] Column(double[][] rows, int column) => [.. rows.Select(row => row[column])];

    // What stands before a colon or an equals sign is a name.
    private static double[] Numbers(string line) =>
    [
        .. line[(line.IndexOfAny([':', '=']) + 1)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture)),
    ];

    [GeneratedRegex(@"(?<part>Starting Values|Data) +\(lines (?<first>\d+) to +(?<last>\d+)\)")]
    private static partial Regex Range();

    [GeneratedRegex(@"(\w+) +Level of Difficulty")]
    private static partial Regex Level();
}
