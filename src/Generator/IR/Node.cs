namespace SymGrad.Generator.IR;

/// <summary>One operation. Operands are indices of earlier nodes, −1 where there is none; a node's index is its identity.</summary>
internal readonly record struct Node(Op Op, ScalarType Type, int A, int B, int C, long Payload, int Region)
{
    public const int None = -1;

    /// <summary>The value of a real constant. Kept as bits, since 0.0 equals −0.0 and NaN equals NaN to <c>Equals</c>.</summary>
    public double Number => BitConverter.Int64BitsToDouble(Payload);

    public Elementary Function => (Elementary)Payload;

    public LoopRole Role => (LoopRole)Payload;

    public bool IsChecked => Payload != 0;

    public bool MayStayUnread => Payload != 0;

    /// <summary>Whether the node asks for the absence of an adjoint, which is more than its being 0.</summary>
    public bool IsAbsence => Op == Op.Equal && Payload != 0;

    /// <summary>How many of A, B and C are operands (the regions of an <see cref="Op.If"/> or a <see cref="Op.Loop"/> are not).</summary>
    public int OperandCount => Op switch
    {
        Op.Constant or Op.Input or Op.Undefined or Op.Loop => 0,
        Op.If => 1,
        _ => B == None ? 1 : C == None ? 2 : 3,
    };

    public int Operand(int index) => index == 0 ? A : index == 1 ? B : C;

    /// <summary>The operands, in order.</summary>
    public IEnumerable<int> Operands => OperandCount switch
    {
        0 => [],
        1 => [A],
        2 => [A, B],
        _ => [A, B, C],
    };

    /// <summary>Whether the node is the real constant 0 or −0.</summary>
    public bool IsZero => Op == Op.Constant && Type.IsReal() && Number == 0;

    /// <summary>Whether the node is this Boolean constant.</summary>
    public bool IsBoolean(bool value) => Op == Op.Constant && Type == ScalarType.Boolean && Payload == (value ? 1 : 0);

    public bool IsConstant(double value) =>
        Op == Op.Constant && Type.IsReal() && Payload == BitConverter.DoubleToInt64Bits(value);
}
