namespace SymGrad.Generator.IR;

/// <summary>What a node computes. Operands are <see cref="Node.A"/>, <see cref="Node.B"/>, <see cref="Node.C"/>, in order.</summary>
internal enum Op : byte
{
    /// <summary>A literal; its bits are the payload (see <see cref="Node.Number"/>).</summary>
    Constant,

    /// <summary>A leaf of a parameter, or a field that the method reads; the payload is its index in <see cref="Graph.Inputs"/>.</summary>
    Input,

    /// <summary>A value that is never read on the path that leaves it so.</summary>
    Undefined,

    // Arithmetic; on integers a payload of 1 means checked.
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Negate,
    Convert,

    // Integers only.
    BitAnd,
    BitOr,
    BitXor,
    BitNot,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,

    // To Boolean. A payload of 1 asks whether an adjoint is there at all: one that is not is 0, and stays so wherever the inputs move.
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Not,

    /// <summary>An elementary function of A (and B, and C); the payload is an <see cref="Elementary"/>.</summary>
    Call,

    /// <summary>The value of A, held constant: no derivative flows through it.</summary>
    Hold,

    /// <summary>Value (result 0) and derivative (result 1) of an elementary function of A, sharing their work.</summary>
    CallWithDerivative,

    /// <summary>A, passed to a method after the arguments of B. Not a value: only an <see cref="Invoke"/> reads it.</summary>
    Argument,

    /// <summary>The method <see cref="Graph.Callees"/>[payload] of the arguments A. It has no effects: it is called where its value is needed.</summary>
    Invoke,

    /// <summary>
    /// Buffer A as a derivative that is called sees it: all of it, the part B of it, or as a matrix of B rows and C columns. Only an
    /// <see cref="Argument"/> reads it.
    /// </summary>
    View,

    /// <summary>Buffer A after the derivative that <see cref="Invoke"/> B calls has written its payload-th result into it.</summary>
    Written,

    /// <summary>Condition A; then-region B, else-region C; their results are read through <see cref="Result"/>.</summary>
    If,

    /// <summary>The payload-th result of the multi-result node A.</summary>
    Result,

    /// <summary>
    /// Throws when A holds, by the C# statement <see cref="Graph.Throws"/>[payload] with B and C for its placeholders. The only
    /// effect: never moved, joined or removed.
    /// </summary>
    Guard,

    /// <summary>
    /// Repeats the body region C while the test region B, inside it, yields true; reads of the last values are <see cref="Result"/>s.
    /// The body yields the next value of each <see cref="Carried"/>. The payload is a <see cref="LoopRole"/>.
    /// </summary>
    Loop,

    /// <summary>The payload-th value that a loop hands from one iteration to the next; A is its value before the first.</summary>
    Carried,

    /// <summary>A new buffer of A elements, all zero; the payload is the type of its elements.</summary>
    Allocate,

    /// <summary>The element of buffer A at index B.</summary>
    Load,

    /// <summary>Buffer A after its element at index B has become C. It is the same memory: what A held before is gone. A payload of 1 says that the element may stay unread.</summary>
    Store,

    /// <summary>The number of elements of buffer A, or of a row A; of a matrix, with a payload of 1 or 2, that of its rows or columns.</summary>
    Length,

    /// <summary>The C elements of the memory, or part of one, A that begin at its element B. Which state the memory is in does not matter to it. With a payload of 1 it may begin anywhere if C is 0.</summary>
    Slice,

    /// <summary>Row B of the jagged array that A is the memory of: a part of it.</summary>
    Row,

    /// <summary>Where the element B of the part A is in its memory: only a <see cref="Load"/> or a <see cref="Store"/> reads it.</summary>
    At,

    /// <summary>Where the element in row B and column C of a matrix with A columns is in its memory: only a <see cref="Load"/> or a <see cref="Store"/> reads it.</summary>
    Cell,

    /// <summary>The bits of A as a value of another type of the same size.</summary>
    Bits,
}

/// <summary>Groups of operations.</summary>
internal static class Ops
{
    public static bool IsLeaf(this Op op) => op <= Op.Undefined;

    /// <summary>Whether it computes something, rather than say where a value comes from.</summary>
    public static bool IsOperation(this Op op) => !op.IsLeaf() && op is not (Op.If or Op.Loop or Op.Carried or Op.Result);

    /// <summary>Whether a node is a part of a buffer.</summary>
    public static bool IsPart(this Op op) => op is Op.Slice or Op.Row;

    /// <summary>Whether a node is an index that is written out wherever it is used.</summary>
    public static bool IsPlace(this Op op) => op is Op.At or Op.Cell;

    public static bool IsComparison(this Op op) => op is >= Op.Equal and <= Op.GreaterOrEqual;

    /// <summary>The C# operator, where there is one.</summary>
    public static string Symbol(this Op op) => op switch
    {
        Op.Add => "+",
        Op.Subtract or Op.Negate => "-",
        Op.Multiply => "*",
        Op.Divide => "/",
        Op.Remainder => "%",
        Op.BitAnd => "&",
        Op.BitOr => "|",
        Op.BitXor => "^",
        Op.BitNot => "~",
        Op.ShiftLeft => "<<",
        Op.ShiftRight => ">>",
        Op.ShiftRightUnsigned => ">>>",
        Op.Equal => "==",
        Op.NotEqual => "!=",
        Op.Less => "<",
        Op.LessOrEqual => "<=",
        Op.Greater => ">",
        Op.GreaterOrEqual => ">=",
        Op.Not => "!",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "not an operator"),
    };
}
