namespace SymGrad.Generator.IR;

/// <summary>The members that can be generated for a method.</summary>
internal enum DerivativeKind
{
    /// <summary>n partials of a scalar-valued method.</summary>
    Gradient,

    /// <summary>The value, then the gradient.</summary>
    ValueAndGradient,
}
