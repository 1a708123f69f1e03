namespace SymGrad.Runtime.Tests;

public sealed class TrainerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Finds_the_minimum_of_a_quadratic(int count)
    {
        double[] parameters = new double[count];
        Array.Fill(parameters, 1);

        TrainingResult<double> result = Trainer.Minimize(
            new Quadratic(count),
            parameters.AsSpan(),
            new GradientDescent<double>(1.0 / count),
            new TrainingOptions { Steps = 20 * count });

        Assert.True(result.Completed);
        Assert.Equal(20 * count, result.Steps);
        Assert.Equal(new Quadratic(count).Value(parameters), result.Value);
        Assert.Equal(count * (count + 1) / 4.0, result.InitialValue, 1e-9);
        Assert.All(parameters, parameter => Assert.InRange(parameter, -1e-7, 1e-7));
    }

    /// <summary>The last lines that TensorFlow printed for this chain: 荷楠仁, 2018 ("复现梯度爆炸与梯度消失").</summary>
    [Fact]
    public void Follows_a_published_trace()
    {
        float[] p = [0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f];

        TrainingResult<float> result = Trainer.Minimize(
            new Chain(), p, new GradientDescent<float>(learningRate: 0.1f), new TrainingOptions { Steps = 1000 });

        Assert.Equal([0.5948f, 0.5474f, 0.9080f, 0.9897f, -2.2519f, -3.1744f], p.Select(x => MathF.Round(x, 4)));
        Assert.Equal(0.0061f, MathF.Round(result.Value, 4));
        float[] gradient = new float[6];
        new Chain().ValueAndGradient(p, gradient);
        Assert.Equal([-0.0004f, -0.0002f, -0.0014f, -0.0017f, 0.0052f, 0.0060f], gradient.Select(x => MathF.Round(x, 4)));
    }

    [Fact]
    public void Zero_steps_evaluate_the_start_only()
    {
        double[] parameters = [1, 2];

        TrainingResult<double> result =
            Trainer.Minimize(new Quadratic(2), parameters, new GradientDescent<double>(0.1), new TrainingOptions());

        Assert.Equal([1, 2], parameters);
        Assert.Equal(
            new TrainingResult<double> { Value = 4.5, InitialValue = 4.5, Steps = 0, StopReason = StopReason.StepsCompleted },
            result);
    }

    [Fact]
    public void Observer_sees_each_step_after_its_update()
    {
        double[] parameters = [8];
        var recorder = new Recorder();

        Trainer.Minimize(
            new Quadratic(1), parameters, new GradientDescent<double>(0.5), new TrainingOptions { Steps = 3 }, ref recorder);

        Assert.Equal([0, 1, 2], recorder.Steps.Select(step => step.Index));
        Assert.Equal([8, 2, 0.5], recorder.Steps.Select(step => step.Value));
        Assert.Equal([4, 2, 1], recorder.Steps.Select(step => step.Parameters.Single()));
        Assert.Equal([4, 2, 1], recorder.Steps.Select(step => step.Gradient.Single()));
    }

    [Fact]
    public void Observer_and_objective_may_be_ref_structs()
    {
        Span<double> parameters = stackalloc double[] { 0 };
        Span<double> seen = stackalloc double[2];
        var objective = new Scripted([30, 20, 10], [-1, -1, -1]);
        var observer = new SpanRecorder(seen);

        Trainer.Minimize(objective, parameters, new GradientDescent<double>(1), new TrainingOptions { Steps = 2 }, ref observer);

        Assert.Equal(2, observer.Count);
        Assert.Equal([20, 10], seen.ToArray());
    }

    [Fact]
    public void Evaluates_once_a_step()
    {
        int evaluations = 0;
        var objective = new Formula<double>(1, _ => 0, p =>
        {
            evaluations++;
            return [p[0]];
        });
        double[] parameters = [1];

        Trainer.Minimize(objective, parameters, new GradientDescent<double>(0.1), new TrainingOptions { Steps = 5 });

        Assert.Equal(6, evaluations);
    }
}
