using System.Numerics;

namespace SymGrad;

/// <summary>Observes nothing, at no cost: the loop without an observer is the loop with this one.</summary>
internal readonly struct NoObserver<T> : ITrainingObserver<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public void Observe(in TrainingStep<T> step)
    {
    }
}
