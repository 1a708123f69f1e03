using SymGrad.Generator.IR;

namespace SymGrad.Generator.Simplification;

/// <summary>A node with the operators of C#, so that a rule reads like the formula it is.</summary>
internal readonly record struct Expr(GraphBuilder Builder, int Id)
{
    public ScalarType Type => Builder[Id].Type;

    public bool IsRelaxed => Builder.Options.IsRelaxed;

    public static Expr operator +(Expr x, Expr y) => x.With(Algebra.Add(x.Builder, x.Id, y.Id));

    public static Expr operator -(Expr x, Expr y) => x.With(Algebra.Subtract(x.Builder, x.Id, y.Id));

    public static Expr operator *(Expr x, Expr y) => x.With(Algebra.Multiply(x.Builder, x.Id, y.Id));

    public static Expr operator /(Expr x, Expr y) => x.With(Algebra.Divide(x.Builder, x.Id, y.Id));

    public static Expr operator -(Expr x) => x.With(Algebra.Negate(x.Builder, x.Id));

    public static Expr operator +(double c, Expr x) => x.Constant(c) + x;

    public static Expr operator -(double c, Expr x) => x.Constant(c) - x;

    public static Expr operator +(Expr x, double c) => x + x.Constant(c);

    public static Expr operator -(Expr x, double c) => x - x.Constant(c);

    public static Expr operator *(double c, Expr x) => x.Constant(c) * x;

    public static Expr operator /(double c, Expr x) => x.Constant(c) / x;

    public static Expr operator >(Expr x, Expr y) => x.Compare(Op.Greater, y);

    public static Expr operator <(Expr x, Expr y) => x.Compare(Op.Less, y);

    public static Expr operator >(Expr x, double c) => x > x.Constant(c);

    public static Expr operator <(Expr x, double c) => x < x.Constant(c);

    public static Expr operator <=(Expr x, Expr y) => x.Compare(Op.LessOrEqual, y);

    public static Expr operator >=(Expr x, Expr y) => x.Compare(Op.GreaterOrEqual, y);

    public Expr Is(Expr y) => Compare(Op.Equal, y);

    public Expr Is(double c) => Compare(Op.Equal, Constant(c));

    /// <summary>Whether an adjoint is not there.</summary>
    public Expr IsAbsent() => With(Builder.Add(Op.Equal, ScalarType.Boolean, Id, Constant(0).Id, payload: 1));

    public Expr IsNaN() => Compare(Op.NotEqual, this);

    /// <summary>Whether a predicate of the table holds.</summary>
    public Expr Test(Elementary predicate) => With(Builder.Call(predicate, ScalarType.Boolean, Id));

    public Expr Constant(double value) => With(Type.IsReal() ? Builder.Constant(Type, value) : Builder.Constant(Type, (long)value));

    public Expr Call(Elementary function) => With(Builder.Call(function, Type, Id));

    public Expr Call(Elementary function, Expr y) => With(Builder.Call(function, Type, Id, y.Id));

    public Expr Convert(ScalarType type) => With(Algebra.Convert(Builder, Id, type));

    /// <summary>One of two expressions; only the one that is taken is evaluated.</summary>
    public Expr Choose(Func<Expr> whenTrue, Func<Expr> whenFalse) =>
        With(Builder.If(Id, () => [whenTrue().Id], () => [whenFalse().Id])[0]);

    private Expr Compare(Op op, Expr y) => With(Builder.Add(op, ScalarType.Boolean, Id, y.Id));

    public Expr With(int id) => new(Builder, id);
}
