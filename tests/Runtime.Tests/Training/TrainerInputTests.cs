namespace SymGrad.Runtime.Tests;

/// <summary>Bad input is refused before anything is changed.</summary>
public sealed class TrainerInputTests
{
    private static readonly GradientDescent<double> Descent = new(0.1);

    [Fact]
    public void No_parameters() => Assert.Throws<ArgumentException>(
        "parameters", () => Trainer.Minimize(new Quadratic(0), Span<double>.Empty, Descent, new TrainingOptions { Steps = 1 }));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_wrong_number_of_parameters(int count)
    {
        double[] parameters = [1, 2];
        ArgumentException exception = Assert.Throws<ArgumentException>(
            "parameters", () => Trainer.Minimize(new Quadratic(count), parameters, Descent, new TrainingOptions { Steps = 1 }));
        Assert.Contains($"{count} parameters, but 2", exception.Message);
        Assert.Equal([1, 2], parameters);
    }

    [Fact]
    public void A_negative_number_of_steps()
    {
        double[] parameters = [1, 2];
        Assert.Throws<ArgumentOutOfRangeException>(
            "options", () => Trainer.Minimize(new Quadratic(2), parameters, Descent, new TrainingOptions { Steps = -1 }));
        Assert.Equal([1, 2], parameters);
    }

    [Fact]
    public void An_optimizer_without_a_learning_rate()
    {
        double[] parameters = [1, 2];
        Assert.Throws<InvalidOperationException>(() => Trainer.Minimize(
            new Quadratic(2), parameters, default(GradientDescent<double>), new TrainingOptions { Steps = 1 }));
        Assert.Equal([1, 2], parameters);
    }
}
