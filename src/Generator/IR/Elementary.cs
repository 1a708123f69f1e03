namespace SymGrad.Generator.IR;

/// <summary>The elementary functions the IR knows. Each has a line in <see cref="ElementaryFunctions"/> and a derivative rule.</summary>
internal enum Elementary
{
    // Exponentials and logarithms.
    Exp,
    Exp2,
    Exp10,
    ExpM1,
    Exp2M1,
    Exp10M1,
    Log,
    LogBase,
    Log2,
    Log10,
    LogP1,
    Log2P1,
    Log10P1,

    // Powers and roots.
    Sqrt,
    Cbrt,
    RootN,
    Pow,
    Hypot,
    ReciprocalEstimate,
    ReciprocalSqrtEstimate,

    // Angles; a sine and a cosine that one call gives are two functions.
    Sin,
    Cos,
    SinOfSinCos,
    CosOfSinCos,
    Tan,
    Asin,
    Acos,
    Atan,
    Atan2,
    SinPi,
    CosPi,
    SinPiOfSinCosPi,
    CosPiOfSinCosPi,
    TanPi,
    AsinPi,
    AcosPi,
    AtanPi,
    Atan2Pi,

    // Hyperbolic functions.
    Sinh,
    Cosh,
    Tanh,
    Asinh,
    Acosh,
    Atanh,

    // Signs, extrema and bounds.
    Abs,
    CopySign,
    Min,
    Max,
    MinNumber,
    MaxNumber,
    MinNative,
    MaxNative,
    MinMagnitude,
    MaxMagnitude,
    MinMagnitudeNumber,
    MaxMagnitudeNumber,
    Clamp,
    ClampNative,

    // Arithmetic.
    FusedMultiplyAdd,
    MultiplyAddEstimate,
    Lerp,
    ScaleB,
    BitIncrement,
    BitDecrement,
    DegreesToRadians,
    RadiansToDegrees,
    IEEERemainder,
    Ieee754Remainder,

    // Steps, which are constant between their jumps.
    Ceiling,
    Floor,
    Truncate,
    Round,
    RoundToDigits,
    RoundByMode,
    RoundToDigitsByMode,
    ILogB,

    // Predicates.
    IsEvenInteger,
    IsFinite,
    IsInfinity,
    IsInteger,
    IsNegative,
    IsNegativeInfinity,
    IsNormal,
    IsOddInteger,
    IsPositive,
    IsPositiveInfinity,
    IsPow2,
    IsSubnormal,

    // SymGrad's own.
    Sigmoid,
    SigmoidDerivative,
    Softplus,
    Relu,
}
