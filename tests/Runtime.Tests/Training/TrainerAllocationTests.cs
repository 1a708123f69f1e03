namespace SymGrad.Runtime.Tests;

public sealed class TrainerAllocationTests
{
    [Fact]
    public void A_step_allocates_nothing()
    {
        Assert.Equal(0, Allocated<Total>(100_000));

        static long Allocated<TObserver>(int steps)
            where TObserver : struct, ITrainingObserver<float>
        {
            float[] parameters = [0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f];
            var descent = new GradientDescent<float>(0.1f);
            var observer = default(TObserver);
            Trainer.Minimize(new Chain(), parameters, descent, new TrainingOptions { Steps = 10 });
            Trainer.Minimize(new Chain(), parameters, descent, new TrainingOptions { Steps = 10 }, ref observer);

            long before = GC.GetAllocatedBytesForCurrentThread();
            Trainer.Minimize(new Chain(), parameters, descent, new TrainingOptions { Steps = steps });
            Trainer.Minimize(new Chain(), parameters, descent, new TrainingOptions { Steps = steps }, ref observer);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Scratch_beyond_the_stack_comes_from_the_pool_and_goes_back()
    {
        double[] parameters = new double[1000];
        var descent = new GradientDescent<double>(1e-3);
        Trainer.Minimize(new Quadratic(1000), parameters, descent, new TrainingOptions { Steps = 1 });

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            Trainer.Minimize(new Quadratic(1000), parameters, descent, new TrainingOptions { Steps = 1 });

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private struct Total : ITrainingObserver<float>
    {
        private float _sum;

        public void Observe(in TrainingStep<float> step) => _sum += step.Value;
    }
}
