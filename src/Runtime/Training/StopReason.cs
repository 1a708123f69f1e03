namespace SymGrad;

/// <summary>Why a training loop ended.</summary>
public enum StopReason
{
    /// <summary>All the steps that were asked for were taken.</summary>
    StepsCompleted = 0,

    /// <summary>The objective's value became NaN or infinite.</summary>
    NonFiniteValue,

    /// <summary>The value was finite, but a partial became NaN or infinite.</summary>
    NonFiniteGradient,

    /// <summary>Value and gradient were finite, but a parameter itself became NaN or infinite.</summary>
    NonFiniteParameters,
}
