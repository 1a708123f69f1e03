namespace SymGrad.Generator.IR;

/// <summary>The members that can be generated for a method.</summary>
internal enum DerivativeKind
{
    /// <summary>n partials of a scalar-valued method.</summary>
    Gradient,

    /// <summary>The value, then the gradient.</summary>
    ValueAndGradient,

    /// <summary>The values, then their tangents along a direction that is given.</summary>
    Jvp,

    /// <summary>n partials of the values weighted by a cotangent that is given.</summary>
    Vjp,

    /// <summary>m×n partials, row by row.</summary>
    Jacobian,

    /// <summary>The lower triangle of the second partials, row by row.</summary>
    Hessian,

    /// <summary>The n entries of the Hessian times a direction that is given.</summary>
    HessianVectorProduct,

    /// <summary>The value, then those of the locals, then their adjoints.</summary>
    Trace,
}
