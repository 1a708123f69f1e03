// One self-contained file, used in two ways: compiled into the harness, and embedded as source text into the
// programs that tests compile. It knows nothing but the base class library.
#nullable enable

using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace SymGrad.Tests.Harness;

/// <summary>
/// A value with its tangent: forward-mode differentiation of ordinary code, written independently of the generator.
/// </summary>
/// <remarks>
/// <para><see cref="Scale"/> is the natural scale of the tangent: the sum of the absolute values of all the terms that the
/// tangent is a sum of. A derivative computed in another order is right when it is within some ulp of that scale.</para>
/// <para>A constant (what an <c>int</c> or a <typeparamref name="T"/> converts to) is inactive, as the conventions at
/// kinks need to know; a variable is active even where its tangent is 0.</para>
/// <para>A tangent of 0 stays 0 through an infinite slope: what does not move does not make its function move.</para>
/// </remarks>
public readonly struct Dual<T> : IEquatable<Dual<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private Dual(T value, T tangent, T scale, bool isActive)
    {
        (Value, Tangent, Scale, IsActive) = (value, tangent, scale, isActive);
        DualEvents.HaveMetNoNumber |= isActive && !T.IsFinite(value);
    }

    public T Value { get; }

    public T Tangent { get; }

    public T Scale { get; }

    public bool IsActive { get; }

    /// <summary>The variable that is differentiated by (tangent 1), or another one (tangent 0), or a direction.</summary>
    public static Dual<T> Variable(T value, T tangent) => new(value, tangent, T.Abs(tangent), true);

    public static Dual<T> Constant(T value) => new(value, T.Zero, T.Zero, false);

    /// <summary>The value, held constant from here on.</summary>
    public Dual<T> AsConstant() => Constant(Value);

    /// <summary>The same in another precision, as a cast between float and double does it.</summary>
    public Dual<TOther> To<TOther>()
        where TOther : unmanaged, IFloatingPointIeee754<TOther> =>
        new(TOther.CreateTruncating(Value), TOther.CreateTruncating(Tangent), TOther.CreateTruncating(Scale), IsActive);

    /// <summary>The chain rule for f(a), given its value and its slope.</summary>
    public static Dual<T> Chain(T value, Dual<T> a, T slope) =>
        new(value, Times(slope, a.Tangent), Times(T.Abs(slope), a.Scale), a.IsActive);

    /// <summary>The chain rule for f(a, b), given its value and its two partials; an inactive one's does not matter.</summary>
    public static Dual<T> Chain(T value, Dual<T> a, T byA, Dual<T> b, T byB) => new(
        value,
        Times(byA, a.Tangent) + Times(byB, b.Tangent),
        Times(T.Abs(byA), a.Scale) + Times(T.Abs(byB), b.Scale),
        a.IsActive || b.IsActive);

    public static implicit operator Dual<T>(T value) => Constant(value);

    public static implicit operator Dual<T>(int value) => Constant(T.CreateChecked(value));

    /// <summary>Drops the tangent; a cast of it to an integer goes this way, too.</summary>
    public static explicit operator T(Dual<T> a) => a.Value;

    public static Dual<T> operator +(Dual<T> a) => a;

    public static Dual<T> operator -(Dual<T> a) => new(-a.Value, -a.Tangent, a.Scale, a.IsActive);

    public static Dual<T> operator ++(Dual<T> a) => a + T.One;

    public static Dual<T> operator --(Dual<T> a) => a - T.One;

    public static Dual<T> operator +(Dual<T> a, Dual<T> b) => Chain(a.Value + b.Value, a, T.One, b, T.One);

    public static Dual<T> operator -(Dual<T> a, Dual<T> b) => Chain(a.Value - b.Value, a, T.One, b, -T.One);

    public static Dual<T> operator *(Dual<T> a, Dual<T> b) => Chain(a.Value * b.Value, a, b.Value, b, a.Value);

    /// <summary>(a′ − r·b′)/b: neither b² nor 1/b is formed, they overflow where the quotient does not.</summary>
    public static Dual<T> operator /(Dual<T> a, Dual<T> b)
    {
        var r = a.Value / b.Value;
        return new(
            r,
            Over(a.Tangent, b.Value) - Over(Times(r, b.Tangent), b.Value),
            Over(a.Scale, T.Abs(b.Value)) + Over(Times(T.Abs(r), b.Scale), T.Abs(b.Value)),
            a.IsActive || b.IsActive);
    }

    /// <summary>By b: −(a − r)/b, the whole quotient, exactly.</summary>
    public static Dual<T> operator %(Dual<T> a, Dual<T> b)
    {
        var r = a.Value % b.Value;
        return Chain(r, a, T.One, b, -((a.Value - r) / b.Value));
    }

    public static bool operator <(Dual<T> a, Dual<T> b) => a.Ties(b) ? DualEvents.Decide(a.Value < b.Value) : a.Value < b.Value;

    public static bool operator >(Dual<T> a, Dual<T> b) => a.Ties(b) ? DualEvents.Decide(a.Value > b.Value) : a.Value > b.Value;

    public static bool operator <=(Dual<T> a, Dual<T> b) => a.Ties(b) ? DualEvents.Decide(a.Value <= b.Value) : a.Value <= b.Value;

    public static bool operator >=(Dual<T> a, Dual<T> b) => a.Ties(b) ? DualEvents.Decide(a.Value >= b.Value) : a.Value >= b.Value;

    public static bool operator ==(Dual<T> a, Dual<T> b) => a.Value == b.Value;

    public static bool operator !=(Dual<T> a, Dual<T> b) => a.Value != b.Value;

    /// <summary>Of the values, as <see cref="object.Equals(object)"/> of <typeparamref name="T"/> compares them.</summary>
    public bool Equals(Dual<T> other) => Value.Equals(other.Value);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Dual<T> other && Equals(other);

    public override int GetHashCode() => Value.GetHashCode();

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value} + {Tangent}ε (scale {Scale})");

    /// <summary>The value where a function selects it away: nothing flows through it, not even from a pole.</summary>
    public Dual<T> Unselected => new(Value, T.Zero, T.Zero, IsActive);

    private bool Ties(Dual<T> other) => Value == other.Value && (IsActive || other.IsActive);

    private static T Times(T slope, T tangent) => tangent == T.Zero ? T.Zero : slope * tangent;

    private static T Over(T tangent, T divisor) => tangent == T.Zero ? T.Zero : tangent / divisor;
}

/// <summary>
/// What a program has met on its way. Comparisons of equal numbers are ties: a condition may stand for a maximum, a minimum or a magnitude, and
/// then the derivative at its tie is one that both of its sides have a part in; this way the other side is seen.
/// </summary>
public static class DualEvents
{
    /// <summary>Whether an active value was infinite or not a number, though what it was used for may be a number again.</summary>
    [ThreadStatic] public static bool HaveMetNoNumber;

    /// <summary>How often equal numbers, one of them active, have been compared.</summary>
    [ThreadStatic] public static int Ties;

    /// <summary>The tie that is decided the other way, by its number from 1 on; 0 for none.</summary>
    [ThreadStatic] public static int TurnedTie;

    internal static bool Decide(bool result) => ++Ties == TurnedTie ? !result : result;
}

/// <summary>A value, all its partials, and the natural scale of each.</summary>
public sealed record DualGradient<T>(T Value, T[] Gradient, T[] Scale);

/// <summary>
/// The functions of <see cref="Math"/> on dual numbers. Values are those of <see cref="Math"/> and <see cref="MathF"/> bit
/// for bit; slopes follow the product's conventions at kinks and poles.
/// </summary>
public static class DualMath
{
    /// <summary>One pass for each variable.</summary>
    public static DualGradient<T> Gradient<T>(Func<Dual<T>[], Dual<T>> function, params T[] at)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (gradient, scale) = (new T[at.Length], new T[at.Length]);
        var value = at.Length == 0 ? function([]).Value : T.Zero;
        for (var i = 0; i < at.Length; i++)
        {
            var variables = new Dual<T>[at.Length];
            for (var j = 0; j < at.Length; j++)
                variables[j] = Dual<T>.Variable(at[j], i == j ? T.One : T.Zero);
            var result = function(variables);
            (value, gradient[i], scale[i]) = (result.Value, result.Tangent, result.Scale);
        }

        return new(value, gradient, scale);
    }

    public static Dual<T> Exp<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var r = T.Exp(x.Value);
        return Dual<T>.Chain(r, x, r);
    }

    public static Dual<T> Log<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Dual<T>.Chain(T.Log(x.Value), x, T.One / x.Value);

    public static Dual<T> Log2<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Dual<T>.Chain(T.Log2(x.Value), x, T.One / x.Value / T.Log(Two<T>()));

    public static Dual<T> Log10<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Dual<T>.Chain(T.Log10(x.Value), x, T.One / x.Value / T.Log(T.CreateChecked(10)));

    /// <summary>+∞ at 0.</summary>
    public static Dual<T> Sqrt<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var r = T.Sqrt(x.Value);
        return Dual<T>.Chain(r, x, r == T.Zero ? T.PositiveInfinity : T.One / (Two<T>() * r));
    }

    /// <summary>+∞ at 0.</summary>
    public static Dual<T> Cbrt<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var r = T.Cbrt(x.Value);
        return Dual<T>.Chain(r, x, r == T.Zero ? T.PositiveInfinity : T.One / T.CreateChecked(3) / r / r);
    }

    /// <summary>By x: y·x^(y−1), with 0 for y = 0; by y: r·ln x, at x = 0 0 for y &gt; 0 and NaN otherwise.</summary>
    public static Dual<T> Pow<T>(Dual<T> x, Dual<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var r = T.Pow(x.Value, y.Value);
        var byX = y.Value == T.Zero ? T.Zero : y.Value * T.Pow(x.Value, y.Value - T.One);
        var byY = x.Value == T.Zero ? (y.Value > T.Zero ? T.Zero : T.NaN) : r * T.Log(x.Value);
        return Dual<T>.Chain(r, x, byX, y, byY);
    }

    public static Dual<T> Sin<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Dual<T>.Chain(T.Sin(x.Value), x, T.Cos(x.Value));

    public static Dual<T> Cos<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Dual<T>.Chain(T.Cos(x.Value), x, -T.Sin(x.Value));

    public static Dual<T> Tan<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var r = T.Tan(x.Value);
        return Dual<T>.Chain(r, x, T.One + r * r);
    }

    public static Dual<T> Sinh<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Dual<T>.Chain(T.Sinh(x.Value), x, T.Cosh(x.Value));

    public static Dual<T> Cosh<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Dual<T>.Chain(T.Cosh(x.Value), x, T.Sinh(x.Value));

    /// <summary>1/cosh², which keeps its relative accuracy in both tails.</summary>
    public static Dual<T> Tanh<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var c = T.Cosh(x.Value);
        return Dual<T>.Chain(T.Tanh(x.Value), x, T.One / c / c);
    }

    /// <summary>+∞ at ±1.</summary>
    public static Dual<T> Asin<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Dual<T>.Chain(T.Asin(x.Value), x, T.One / T.Sqrt((T.One - x.Value) * (T.One + x.Value)));

    /// <summary>−∞ at ±1.</summary>
    public static Dual<T> Acos<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Dual<T>.Chain(T.Acos(x.Value), x, -T.One / T.Sqrt((T.One - x.Value) * (T.One + x.Value)));

    public static Dual<T> Atan<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        // 1 + x² overflows where 1/(1 + x²) can still be represented.
        var u = T.Abs(x.Value) > T.One ? T.One / x.Value : x.Value;
        var slope = T.Abs(x.Value) > T.One ? u * u / (T.One + u * u) : T.One / (T.One + u * u);
        return Dual<T>.Chain(T.Atan(x.Value), x, slope);
    }

    public static Dual<T> Asinh<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Dual<T>.Chain(T.Asinh(x.Value), x, T.One / T.Hypot(T.One, x.Value));

    public static Dual<T> Acosh<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Dual<T>.Chain(T.Acosh(x.Value), x, T.One / (T.Sqrt(x.Value - T.One) * T.Sqrt(x.Value + T.One)));

    public static Dual<T> Atanh<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Dual<T>.Chain(T.Atanh(x.Value), x, T.One / ((T.One - x.Value) * (T.One + x.Value)));

    /// <summary>(x/h², −y/h²); 0 at the origin.</summary>
    public static Dual<T> Atan2<T>(Dual<T> y, Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var r = T.Atan2(y.Value, x.Value);
        var h = T.Hypot(x.Value, y.Value);
        return h == T.Zero
            ? Dual<T>.Chain(r, y.Unselected, T.Zero, x.Unselected, T.Zero)
            : Dual<T>.Chain(r, y, x.Value / h / h, x, -(y.Value / h / h));
    }

    /// <summary>(x/r, y/r); 0 at the origin.</summary>
    public static Dual<T> Hypot<T>(Dual<T> x, Dual<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var r = T.Hypot(x.Value, y.Value);
        return r == T.Zero
            ? Dual<T>.Chain(r, x.Unselected, T.Zero, y.Unselected, T.Zero)
            : Dual<T>.Chain(r, x, x.Value / r, y, y.Value / r);
    }

    /// <summary>0 at 0.</summary>
    public static Dual<T> Abs<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Dual<T>.Chain(T.Abs(x.Value), x.Value == T.Zero ? x.Unselected : x, Step(x.Value, -T.One, T.Zero, T.One));

    /// <summary>At a tie: ½ each between two active arguments, 0 against an inactive one.</summary>
    public static Dual<T> Max<T>(Dual<T> x, Dual<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Select(T.Max(x.Value, y.Value), x, y, firstWins: x.Value > y.Value);

    /// <inheritdoc cref="Max{T}"/>
    public static Dual<T> Min<T>(Dual<T> x, Dual<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Select(T.Min(x.Value, y.Value), x, y, firstWins: x.Value < y.Value);

    /// <summary>At a bound: 0, as of <see cref="Max{T}"/> and <see cref="Min{T}"/>.</summary>
    public static Dual<T> Clamp<T>(Dual<T> x, Dual<T> min, Dual<T> max)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        min.Value > max.Value ? throw new ArgumentException("min is greater than max") : Min(Max(x, min), max);

    /// <summary>e/(1+e)² with e = exp(−|x|), which keeps its relative accuracy in both tails.</summary>
    public static Dual<T> Sigmoid<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var e = T.Exp(-T.Abs(x.Value));
        var r = x.Value >= T.Zero ? T.One / (T.One + e) : e / (T.One + e);
        return Dual<T>.Chain(r, x, e / ((T.One + e) * (T.One + e)));
    }

    /// <summary>log(1 + exp x); its slope is the sigmoid.</summary>
    public static Dual<T> Softplus<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var e = T.Exp(-T.Abs(x.Value));
        // log(1 + e), right for a small e, too: the rounding of 1 + e is divided out.
        var u = T.One + e;
        var log = u == T.One ? e : T.Log(u) * e / (u - T.One);
        return Dual<T>.Chain(T.Max(x.Value, T.Zero) + log, x, Sigmoid(x).Value);
    }

    /// <summary>0 at 0.</summary>
    public static Dual<T> Relu<T>(Dual<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Max(x, Dual<T>.Constant(T.Zero));

    private static Dual<T> Select<T>(T value, Dual<T> x, Dual<T> y, bool firstWins)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (T.IsNaN(x.Value) || T.IsNaN(y.Value))
            return Dual<T>.Chain(value, x, T.NaN, y, T.NaN);
        var tie = x.IsActive && y.IsActive ? T.One / Two<T>() : T.Zero;
        var first = x.Value == y.Value ? tie : firstWins ? T.One : T.Zero;
        var second = x.Value == y.Value ? tie : firstWins ? T.Zero : T.One;
        return Dual<T>.Chain(value, first == T.Zero ? x.Unselected : x, first, second == T.Zero ? y.Unselected : y, second);
    }

    private static T Step<T>(T x, T below, T at, T above)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        x < T.Zero ? below : x > T.Zero ? above : x == T.Zero ? at : T.NaN;

    private static T Two<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => T.One + T.One;
}
