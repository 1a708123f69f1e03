namespace SymGrad.Samples.Tests;

public sealed class VanishingGradientTests
{
    private const string Program = "VanishingGradient";

    // The article of 2018-01-18, the last lines of its TensorFlow program's output.
    private static readonly string[] TheArticlesLines =
    [
        "step=998,dw0=-0.0004,w0=0.5947,z=0.0061",
        "step=998,db0=-0.0002,b0=0.5474,z=0.0061",
        "step=998,dw1=-0.0014,w1=0.9078,z=0.0061",
        "step=998,db1=-0.0017,b1=0.9895,z=0.0061",
        "step=998,dw2=0.0052,w2=-2.2514,z=0.0061",
        "step=998,db2=0.0061,b2=-3.1738,z=0.0061",
        "step=999,dw0=-0.0004,w0=0.5948,z=0.0061",
        "step=999,db0=-0.0002,b0=0.5474,z=0.0061",
        "step=999,dw1=-0.0014,w1=0.9080,z=0.0061",
        "step=999,db1=-0.0017,b1=0.9897,z=0.0061",
        "step=999,dw2=0.0052,w2=-2.2519,z=0.0061",
        "step=999,db2=0.0060,b2=-3.1744,z=0.0061",
    ];

    [Fact]
    public void The_last_two_steps_are_the_articles_digit_for_digit() =>
        Assert.Equal(TheArticlesLines, Steps(Sample.Lines(Program)).TakeLast(12));

    [Fact]
    public void Each_of_a_thousand_steps_prints_six_lines_in_order()
    {
        var starts = Steps(Sample.Lines(Program)).Select(line => line[..line.IndexOf('=', "step=".Length)]);

        Assert.Equal(
            from step in Enumerable.Range(0, 1000)
            from name in new[] { "w0", "b0", "w1", "b1", "w2", "b2" }
            select $"step={step},d{name}",
            starts);
    }

    [Fact]
    public void Quiet_leaves_out_all_steps_but_the_articles()
    {
        string[] all = Sample.Lines(Program), quiet = Sample.Lines(Program, "--quiet");

        Assert.Equal(TheArticlesLines, Steps(quiet));
        Assert.Equal(all.Except(Steps(all)), quiet.Except(Steps(quiet)));
    }

    [Fact]
    public void Steps_and_learning_rate_are_obeyed()
    {
        string[] steps = [.. Steps(Sample.Lines(Program, "--steps", "2", "--learning-rate", "1"))];

        // w0 starts at 0.5, where its partial is 0.003195 (mpmath).
        Assert.Equal(12, steps.Length);
        Assert.Contains("w0=0.4968,", steps[0], StringComparison.Ordinal);
    }

    [Fact]
    public void No_steps_are_no_error() => Assert.Empty(Steps(Sample.Lines(Program, "--steps", "0", "--quiet")));

    [Fact]
    public void Large_weights_saturate_and_are_said_to()
    {
        string[] lines = Sample.Lines(Program, "--weights", "100");

        Assert.All(Steps(lines), line => Assert.Matches(@",d[wb]\d=-?0\.0000,", line));
        Assert.Contains(lines, line => line.EndsWith("dw0 = 9.818E-296.", StringComparison.Ordinal));
        Assert.Contains("The gradient vanishes; its smallest factor is σ′(z0) = 8.394E-88.", lines);
        Assert.Contains("Large weights do not make it explode: they saturate sigmoids, where σ′ is next to nothing.", lines);
    }

    [Fact]
    public void The_exploding_start_grows_by_a_quarter_of_the_weight_a_layer()
    {
        string[] lines = Sample.Lines(Program, "--explode");

        Assert.Contains(lines, line => line.EndsWith(
            "dw5 = 0.125, dw4 = 3.125, dw3 = 78.12, dw2 = 1953, dw1 = 4.883E+04, dw0 = 4.883E+06.", StringComparison.Ordinal));
        Assert.Contains("The gradient explodes.", lines);
    }

    [Theory]
    [InlineData("2", "The gradient vanishes; its smallest factor is σ′(z5) = 0.25.")]
    [InlineData("4", "The gradient keeps its size.")]
    [InlineData("8", "The gradient explodes.")]
    public void What_the_exploding_start_does_depends_on_its_weights(string weights, string verdict) =>
        Assert.Equal(verdict, Sample.Lines(Program, "--explode", "--weights", weights).Last());

    [Theory]
    [InlineData("--steps takes a whole number from 0 to 2147483647, not '-1'.", "--steps", "-1")]
    [InlineData("--steps takes a whole number from 0 to 2147483647, not '1.5'.", "--steps", "1.5")]
    [InlineData("--steps takes a whole number from 0 to 2147483647, not '3000000000'.", "--steps", "3000000000")]
    [InlineData("--learning-rate takes a finite number greater than 0, not '0'.", "--learning-rate", "0")]
    [InlineData("--learning-rate takes a finite number greater than 0, not '-0.1'.", "--learning-rate", "-0.1")]
    [InlineData("--learning-rate takes a finite number greater than 0, not '0,1'.", "--learning-rate", "0,1")]
    [InlineData("--learning-rate takes a finite number greater than 0, not 'NaN'.", "--learning-rate", "NaN")]
    [InlineData("--learning-rate takes a finite number greater than 0, not '1e99'.", "--learning-rate", "1e99")]
    [InlineData("--weights takes a number from -1000000 to 1000000, not 'large'.", "--weights", "large")]
    [InlineData("--weights takes a number from -1000000 to 1000000, not '1e7'.", "--weights", "1e7")]
    [InlineData("Required argument missing for option: '--steps'.", "--steps")]
    [InlineData("Unrecognized command or argument '--loud'.", "--loud")]
    public void A_bad_value_is_an_error(string message, params string[] arguments)
    {
        foreach (string culture in new[] { "C", "de_DE" })
        {
            ProgramRun run = Sample.RunIn(culture, Program, arguments);

            Assert.Equal(2, run.ExitCode);
            Assert.Equal($"{message}\n--help lists the options.\n", run.Error);
            Assert.Empty(run.Output);
        }
    }

    [Fact]
    public void Help_lists_the_options()
    {
        string help = Sample.Run(Program, "--help").Succeeded().Output;

        Assert.All(
            ["--steps", "--learning-rate", "--weights", "--explode", "--quiet", "--help"],
            option => Assert.Contains(option, help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("de_DE")]
    [InlineData("fi_FI")]
    public void The_output_is_the_same_in_every_culture(string culture)
    {
        string[] arguments = ["--weights", "1.5", "--learning-rate", "0.25"];

        Assert.Equal(Sample.Run(Program, arguments).Output, Sample.RunIn(culture, Program, arguments).Succeeded().Output);
    }

    private static IEnumerable<string> Steps(IEnumerable<string> lines) =>
        lines.Where(line => line.StartsWith("step=", StringComparison.Ordinal));
}
