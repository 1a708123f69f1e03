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

    /// <summary>
    /// <c>FJvp(args…, pTangent…)</c>: the value and its derivative along a direction, by forward mode; one tangent for each
    /// active parameter.
    /// </summary>
    Jvp = 2,

    /// <summary>
    /// <c>FVjp(args…, cotangent)</c>: the gradient of the outputs weighted by a cotangent, which has the method's result
    /// type, by reverse mode.
    /// </summary>
    Vjp = 4,

    /// <summary>
    /// <c>FJacobian(args…, jacobian)</c>: fills a span with the m×n matrix of all partials, row by row.
    /// </summary>
    Jacobian = 8,

    /// <summary>
    /// <c>FHessian(args…, hessian)</c>: fills a span with the n×n matrix of second partials, row by row, both halves. Of a
    /// scalar-valued method.
    /// </summary>
    Hessian = 16,

    /// <summary>
    /// <c>FHessianVectorProduct(args…, pDirection…)</c>: the Hessian times a direction, in the shape of the gradient, without
    /// forming the Hessian. Of a scalar-valued method.
    /// </summary>
    HessianVectorProduct = 32,

    /// <summary>
    /// <c>FTrace(args…)</c>: for every local variable of <c>F</c> its value and its adjoint, as a <see cref="Traced{T}"/>;
    /// <c>ToString</c> is a table of them. Of a scalar-valued method.
    /// </summary>
    Trace = 64,
}
