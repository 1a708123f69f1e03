namespace SymGrad.Generator.IR;

/// <summary>The elementary functions the IR knows. Each has a line in <see cref="ElementaryFunctions"/> and a derivative rule.</summary>
internal enum Elementary
{
    Exp,
    Log,
    Sqrt,
    Pow,
    Sin,
    Cos,
    Tan,
    Sinh,
    Cosh,
    Tanh,
    Asin,
    Acos,
    Atan,
    Atan2,
    Abs,
    Min,
    Max,
    Hypot,
    Sigmoid,
    SigmoidDerivative,
    Softplus,
    Relu,
}
