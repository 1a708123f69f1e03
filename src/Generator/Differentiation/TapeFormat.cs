using SymGrad.Generator.IR;

namespace SymGrad.Generator.Differentiation;

/// <summary>
/// How a value is kept on a tape of real numbers, exactly: a real number as it is, an integer as its bits, or, where the type of the tape is a type
/// parameter, as digits that every floating-point type has.
/// </summary>
internal static class TapeFormat
{
    private const long LargestDigit = 255;

    /// <summary>The type of a tape for a function's loops: the method's own, or <c>double</c> where they compute in more than one.</summary>
    public static ScalarType TypeFor(Graph primal, ScalarType scalar)
    {
        var repeated = new bool[primal.Regions.Count];
        for (int region = 1; region < repeated.Length; region++)
            repeated[region] = repeated[primal.Regions[region].Parent] || primal.IsRepeated(region);
        return primal.Nodes.Any(node => node.Type.IsReal() && node.Type != scalar && !node.Op.IsLeaf() && repeated[node.Region]) ? ScalarType.Double : scalar;
    }

    /// <summary>How many elements of a tape a value takes.</summary>
    public static int Places(ScalarType value, ScalarType tape) => IsNumber(value, tape) ? 1 : Math.Max(1, BitsOf(value) / WordOf(tape));

    /// <summary>The tape after a value has been kept.</summary>
    /// <param name="at">The index of each of the elements that it takes.</param>
    public static int Keep(GraphBuilder target, int tape, Func<int, int> at, int value)
    {
        ScalarType element = target.ElementOf(tape), type = target[value].Type;
        if (type == ScalarType.Boolean)
            return target.Store(tape, at(0), target.If(value, () => [target.Constant(element, 1.0)], () => [target.Constant(element, 0.0)])[0]);
        if (IsNumber(type, element))
            return target.Store(tape, at(0), Converted(target, element, value));
        int whole = Converted(target, Carrier(type), value), places = Places(type, element);
        for (int i = 0; i < places; i++)
            tape = target.Store(tape, at(i), Word(target, element, Shifted(target, Op.ShiftRight, whole, i * WordOf(element)), isLast: i == places - 1));
        return tape;
    }

    /// <summary>A value that has been kept.</summary>
    /// <param name="at">The index of each of the elements that it takes.</param>
    public static int Read(GraphBuilder target, ScalarType type, int tape, Func<int, int> at)
    {
        ScalarType element = target.ElementOf(tape);
        int Load(int i)
        {
            int load = target.Load(element, tape, at(i));
            if (Places(type, element) > 1)
                target.SetName(load, "digit");
            return load;
        }

        if (type == ScalarType.Boolean)
            return target.Add(Op.NotEqual, ScalarType.Boolean, Load(0), target.Constant(element, 0.0));
        if (IsNumber(type, element))
            return Converted(target, type, Load(0));
        ScalarType carrier = Carrier(type);
        int places = Places(type, element), whole = Part(target, carrier, Load(0), isLast: places == 1);
        for (int i = 1; i < places; i++)
            whole = target.Add(Op.BitOr, carrier, whole, Shifted(target, Op.ShiftLeft, Part(target, carrier, Load(i), isLast: i == places - 1), i * WordOf(element)));
        return Converted(target, type, whole);
    }

    // To convert an integer to a real number and back would take longer than to keep it, though most would be exact.
    private static bool IsNumber(ScalarType value, ScalarType tape) => !value.IsInteger() || (tape == ScalarType.Generic && BitsOf(value) <= 8);

    private static int BitsOf(ScalarType integer) => integer switch
    {
        ScalarType.SByte or ScalarType.Byte => 8,
        ScalarType.Int16 or ScalarType.UInt16 => 16,
        ScalarType.Int32 or ScalarType.UInt32 => 32,
        _ => 64,
    };

    // How many bits of an integer an element of the tape takes.
    private static int WordOf(ScalarType tape) => tape switch
    {
        ScalarType.Double => 64,
        ScalarType.Single => 32,
        _ => 8,
    };

    // The type whose operators take an integer apart: C# has none for the smaller ones.
    private static ScalarType Carrier(ScalarType integer) => integer is ScalarType.UInt32 or ScalarType.Int64 or ScalarType.UInt64 ? integer : ScalarType.Int32;

    // The last digit has the sign.
    private static int Word(GraphBuilder target, ScalarType tape, int whole, bool isLast) => tape == ScalarType.Generic
        ? Converted(target, tape, isLast ? whole : target.Add(Op.BitAnd, target[whole].Type, whole, target.Constant(target[whole].Type, LargestDigit)))
        : target.Add(Op.Bits, tape, Converted(target, tape == ScalarType.Double ? ScalarType.Int64 : ScalarType.Int32, whole));

    private static int Part(GraphBuilder target, ScalarType carrier, int word, bool isLast)
    {
        if (target[word].Type == ScalarType.Generic)
            return Converted(target, carrier, word);
        int bits = target.Add(Op.Bits, target[word].Type == ScalarType.Double ? ScalarType.Int64 : ScalarType.Int32, word);
        return Converted(target, carrier, isLast ? bits : Converted(target, ScalarType.UInt32, bits));
    }

    private static int Shifted(GraphBuilder target, Op op, int whole, int bits) =>
        bits == 0 ? whole : target.Add(op, target[whole].Type, whole, target.Constant(ScalarType.Int32, (long)bits));

    private static int Converted(GraphBuilder target, ScalarType type, int value) => target[value].Type == type ? value : target.Add(Op.Convert, type, value);
}
