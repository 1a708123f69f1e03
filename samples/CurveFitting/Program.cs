using System.Globalization;
using CurveFitting;

const int EnoughDigits = 6;

// A number is printed the same everywhere.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

(DataSet Data, int Start, Fit Fit)[] fits =
[
    .. from data in DataSet.All
       from start in Enumerable.Range(0, data.Starts.Length)
       select (data, start + 1, Fit.From(data.Starts[start], data)),
];

Console.WriteLine("""
                                                         digits that are the certified ones
    set       difficulty  start  iterations  sum of squares  parameters  sum of squares
    """);
foreach ((DataSet data, int start, Fit fit) in fits)
    Console.WriteLine($"{data.Name,-8}  {data.Difficulty,-10}  {start,5}  {fit.Iterations,10}  {fit.Sum,14:0.000000E+00}  {fit.Digits(data),10:F1}  {fit.SumDigits(data),14:F1}");

Console.WriteLine($"""

    {fits.Length} fits.
    At least {EnoughDigits} digits of the certified parameters: {Reached(fits, fit => fit.Fit.Digits(fit.Data))}.
    At least {EnoughDigits} digits of the certified sum of squares: {Reached(fits, fit => fit.Fit.SumDigits(fit.Data))}.
    """);

static string Reached((DataSet Data, int Start, Fit Fit)[] fits, Func<(DataSet Data, int Start, Fit Fit), double> digits)
{
    string[] missed = [.. fits.Where(fit => digits(fit) < EnoughDigits).Select(fit => $"{fit.Data.Name} from start {fit.Start}")];
    return missed.Length == 0 ? "all" : $"{fits.Length - missed.Length}, not {string.Join(", ", missed)}";
}
