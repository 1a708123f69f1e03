namespace SymGrad.Runtime.Tests;

/// <summary>What happens where numbers stop being finite.</summary>
public sealed class TrainerStopTests
{
    private const double NaN = double.NaN, Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(NaN, -1, StopReason.NonFiniteValue)]
    [InlineData(Infinity, -1, StopReason.NonFiniteValue)]
    [InlineData(-Infinity, -1, StopReason.NonFiniteValue)]
    [InlineData(NaN, NaN, StopReason.NonFiniteValue)]
    [InlineData(1, NaN, StopReason.NonFiniteGradient)]
    [InlineData(1, Infinity, StopReason.NonFiniteGradient)]
    [InlineData(1, -Infinity, StopReason.NonFiniteGradient)]
    public void Stops_at_the_last_finite_point(double value, double partial, StopReason reason)
    {
        double[] parameters = [0];
        var recorder = new Recorder();

        TrainingResult<double> result = Trainer.Minimize(
            new Scripted([30, 20, value, 10], [-1, -1, partial, -1]),
            parameters,
            new GradientDescent<double>(1),
            new TrainingOptions { Steps = 3 },
            ref recorder);

        Assert.Equal(
            new TrainingResult<double> { Value = 20, InitialValue = 30, Steps = 1, StopReason = reason }, result);
        Assert.False(result.Completed);
        Assert.Equal([1], parameters);
        Assert.Equal([20], recorder.Steps.Select(step => step.Value));
    }

    [Theory]
    [InlineData(NaN, -1, StopReason.NonFiniteValue)]
    [InlineData(1, NaN, StopReason.NonFiniteGradient)]
    public void Takes_no_step_from_a_start_that_is_not_finite(double value, double partial, StopReason reason)
    {
        double[] parameters = [0];

        TrainingResult<double> result = Trainer.Minimize(
            new Scripted([value, 20], [partial, -1]),
            parameters,
            new GradientDescent<double>(1),
            new TrainingOptions { Steps = 1 });

        Assert.Equal(
            new TrainingResult<double> { Value = value, InitialValue = value, Steps = 0, StopReason = reason }, result);
        Assert.Equal([0], parameters);
    }

    /// <summary>Each step multiplies the parameters by −9 and −19: a diverging run ends where the value overflows.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public void A_learning_rate_that_is_too_large_ends_at_a_finite_point(int count)
    {
        double[] parameters = new double[count];
        Array.Fill(parameters, 1);

        TrainingResult<double> result = Trainer.Minimize(
            new Quadratic(count), parameters, new GradientDescent<double>(10), new TrainingOptions { Steps = 10_000 });

        Assert.Equal(StopReason.NonFiniteValue, result.StopReason);
        Assert.InRange(result.Steps, 50, 200);
        Assert.InRange(result.Value, 1e290, double.MaxValue);
        Assert.Equal(new Quadratic(count).Value(parameters), result.Value);

        double[] again = new double[count];
        Array.Fill(again, 1);
        Trainer.Minimize(
            new Quadratic(count), again, new GradientDescent<double>(10), new TrainingOptions { Steps = result.Steps });
        Assert.Equal(again, parameters);
    }

    [Fact]
    public void A_parameter_that_overflows_is_put_back_although_value_and_gradient_stay_finite()
    {
        double[] parameters = [1];
        var objective = new Formula<double>(1, _ => 5, _ => [-1e300]);

        TrainingResult<double> result =
            Trainer.Minimize(objective, parameters, new GradientDescent<double>(1e10), new TrainingOptions { Steps = 4 });

        Assert.Equal(StopReason.NonFiniteParameters, result.StopReason);
        Assert.Equal(0, result.Steps);
        Assert.Equal([1], parameters);
    }

    [Fact]
    public void Finite_numbers_whose_sum_overflows_are_finite()
    {
        double[] parameters = [1e308, 1e308];
        var objective = new Formula<double>(2, _ => double.MaxValue, _ => [1e308, 1e308]);

        TrainingResult<double> result =
            Trainer.Minimize(objective, parameters, new GradientDescent<double>(1e-3), new TrainingOptions { Steps = 4 });

        Assert.True(result.Completed);
        Assert.Equal(double.MaxValue, result.Value);
    }
}
