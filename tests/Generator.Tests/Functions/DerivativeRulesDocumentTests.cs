using System.Text;
using SymGrad.Generator.Differentiation;
using SymGrad.Generator.Emission;
using SymGrad.Generator.IR;
using SymGrad.Generator.Simplification;

namespace SymGrad.Generator.Tests.Functions;

/// <summary>docs/derivative-rules.md is what the rule table says: the formulas are those of the rules themselves, applied to symbols.</summary>
public class DerivativeRulesDocumentTests
{
    private const int Longest = 400;

    private static readonly string[] s_names = ["x", "y", "z"];

    [Fact]
    public void The_document_is_current()
    {
        string path = Repository.PathTo("docs/derivative-rules.md"), text = Document();
        if (Environment.GetEnvironmentVariable("SYMGRAD_ACCEPT") == "1")
            File.WriteAllText(path, text);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == text, "docs/derivative-rules.md is out of date: run this test with SYMGRAD_ACCEPT=1");
    }

    private static string Document()
    {
        var text = new StringBuilder("""
            # Derivative rules

            Written from the rule table by a test (`SYMGRAD_ACCEPT=1` rewrites it). The arguments are x, y and z, the result is r. `Math` stands
            for `MathF` and for the statics of `double` and `float` too, `double` for `float`. Where no domain is given the function has a
            derivative everywhere; a partial is missing where the argument is an integer.

            The formulas are those of the generated code, before anything is known of the arguments: a constant exponent or root of 2, 3 or 4 takes
            products, and `?:` is left out where one argument is held constant. At kinks: the subgradient of least norm.

            | function | derivative | domain | where it is delicate |
            | --- | --- | --- | --- |

            """);
        foreach (Elementary function in Enum.GetValues<Elementary>())
        {
            Rule rule = DerivativeRules.Of(function);
            string[] cells = [$"`{Signature(function.Info())}`", Formulas(function, rule), rule.Domain, rule.Remarks];
            text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Signature(ElementaryFunction function)
    {
        string home = function.Home switch { Home.Number => "double", Home.Functions => "Functions", Home.MathNet => "SpecialFunctions", _ => "Math" };
        string[] arguments = [.. s_names.Take(function.Arity)];
        if (function.TakesMode)
            arguments[^1] = "mode";
        return $"{home}.{function.Name}({string.Join(", ", arguments)}){function.Element}";
    }

    private static string Formulas(Elementary function, Rule rule)
    {
        int arity = function.Info().Arity;
        var builder = new GraphBuilder(default, Options.Default);
        Expr[] x = [.. Enumerable.Range(0, 3).Select(k => Symbol(builder, s_names[k], k < rule.By.Count || k >= arity ? ScalarType.Double : ScalarType.Int32))];
        var arguments = new RuleArguments(x[0], x[1], x[2], Symbol(builder, "r", ScalarType.Double), true, true, true);
        int[] partials = [.. rule.By.Select(by => by is null ? x[0].Constant(0).Id : by(arguments, x[0].Constant(1)).Id)];
        Graph graph = builder.Build(partials);
        string[] formulas = [.. partials.Select(partial => new Formula(graph, _ => false).Write(partial, Longest)!)];
        Assert.All(formulas, Assert.NotNull);
        return partials.Length <= 1
            ? formulas.SingleOrDefault(rule == Rule.Step ? "0" : "")
            : string.Join("<br>", formulas.Select((formula, k) => $"by {s_names[k]}: {formula}"));
    }

    private static Expr Symbol(GraphBuilder builder, string name, ScalarType type) =>
        new(builder, builder.Input(builder.InputIndex(new Input(name, name, type, IsActive: true))));
}
