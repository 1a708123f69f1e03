namespace SymGrad;

/// <summary>The derivatives that a <see cref="DifferentiableAttribute"/> asks for; they combine with <c>|</c>.</summary>
/// <remarks>
/// For a method <c>F</c> with n active leaves (every scalar that the derivative is taken with respect to, flattened in
/// declaration order) and m outputs.
/// </remarks>
[Flags]
public enum Derivatives
{
    /// <summary>
    /// The default for the method: <see cref="Gradient"/> for a scalar-valued one, <see cref="Jacobian"/> for a
    /// vector-valued one.
    /// </summary>
    None = 0,

    /// <summary>
    /// <c>FGradient</c>, <c>FValueAndGradient</c> and <c>FObjective</c>, by reverse mode: n partials in one sweep.
    /// </summary>
    Gradient = 1,

    /// <summary><c>FJvp</c>: the value and its directional derivative, by forward mode.</summary>
    Jvp = 2,

    /// <summary><c>FVjp</c>: the gradient of the outputs weighted by a cotangent, by reverse mode.</summary>
    Vjp = 4,

    /// <summary><c>FJacobian</c>: the m×n matrix of all partials, row by row.</summary>
    Jacobian = 8,

    /// <summary><c>FHessian</c>: the n×n matrix of second partials, row by row, both halves filled.</summary>
    Hessian = 16,

    /// <summary><c>FHessianVectorProduct</c>: the Hessian times a direction, without forming the Hessian.</summary>
    HessianVectorProduct = 32,

    /// <summary><c>FTrace</c>: the value and the adjoint of every local variable of <c>F</c>.</summary>
    Trace = 64,
}
