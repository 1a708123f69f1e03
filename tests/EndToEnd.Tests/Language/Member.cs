namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>What a probe calls: the method, its twin in dual numbers, or one of the generated members.</summary>
internal enum Member
{
    Method,
    Twin,
    Gradient,
    ValueAndGradient,

    /// <summary>The same with the caller's workspace, where there is one.</summary>
    Workspace,
    Jvp,
    Vjp,
    Jacobian,
    Hessian,
    HessianVectorProduct,
}
