namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>The type of an expression of the random language; a statement has none.</summary>
internal enum Form
{
    None,
    Double,
    Float,
    Int,
    Bool,

    /// <summary>Buffers: arrays, spans that are only read, spans that are written, and one of indices.</summary>
    Array,
    ArrayF,
    Span,
    SpanF,
    Slots,
    SlotsF,

    /// <summary>Buffers of points: a span that is only read, and a local array; then matrices.</summary>
    Points,
    PointsF,
    PointArray,
    PointArrayF,
    Matrix,
    MatrixF,
    Indices,

    /// <summary>A record struct of two doubles, and its twin in float.</summary>
    Point,
    PointF,

    /// <summary>A mutable struct: a nested point, a scalar, one held constant, and an int.</summary>
    Blob,
    BlobF,
}
