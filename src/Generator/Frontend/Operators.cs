using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>From C#'s operators to the IR's.</summary>
internal static class Operators
{
    /// <summary>The operation of a binary operator; null for one that the IR does not have.</summary>
    public static Op? Of(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => Op.Add,
        BinaryOperatorKind.Subtract => Op.Subtract,
        BinaryOperatorKind.Multiply => Op.Multiply,
        BinaryOperatorKind.Divide => Op.Divide,
        BinaryOperatorKind.Remainder => Op.Remainder,
        BinaryOperatorKind.And => Op.BitAnd,
        BinaryOperatorKind.Or => Op.BitOr,
        BinaryOperatorKind.ExclusiveOr => Op.BitXor,
        BinaryOperatorKind.LeftShift => Op.ShiftLeft,
        BinaryOperatorKind.RightShift => Op.ShiftRight,
        BinaryOperatorKind.UnsignedRightShift => Op.ShiftRightUnsigned,
        BinaryOperatorKind.Equals => Op.Equal,
        BinaryOperatorKind.NotEquals => Op.NotEqual,
        BinaryOperatorKind.LessThan => Op.Less,
        BinaryOperatorKind.LessThanOrEqual => Op.LessOrEqual,
        BinaryOperatorKind.GreaterThan => Op.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => Op.GreaterOrEqual,
        _ => null,
    };

    /// <summary>Whether the operation has a checked form (on integers).</summary>
    public static bool CanOverflow(Op op) => op is Op.Add or Op.Subtract or Op.Multiply or Op.Negate or Op.Convert;

    public static bool IsShift(Op op) => op is Op.ShiftLeft or Op.ShiftRight or Op.ShiftRightUnsigned;
}
