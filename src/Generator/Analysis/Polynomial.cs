using SymGrad.Generator.IR;

namespace SymGrad.Generator.Analysis;

/// <summary>A sum of products of integers, each with a constant factor. The integers are numbered; which they are is the user's affair.</summary>
internal sealed class Polynomial : IEquatable<Polynomial>
{
    private static readonly EquatableArray<int> s_one = default;

    private readonly Dictionary<EquatableArray<int>, long> _factors;

    private Polynomial(Dictionary<EquatableArray<int>, long> factors) => _factors = factors;

    public static Polynomial Of(long constant) => new(constant == 0 ? [] : new() { [s_one] = constant });

    public static Polynomial OfAtom(int atom) => new(new() { [new[] { atom }.ToEquatableArray()] = 1 });

    /// <summary>The products but for the constant, with their factors.</summary>
    public IEnumerable<KeyValuePair<EquatableArray<int>, long>> Terms => _factors.Where(term => term.Key.Count > 0);

    public long Constant => this[s_one];

    /// <summary>How many terms there are.</summary>
    public int Length => _factors.Count;

    public bool IsConstant => _factors.Keys.All(product => product.Count == 0);

    /// <summary>The integers that it is made of.</summary>
    public IEnumerable<int> Atoms => _factors.Keys.SelectMany(product => product).Distinct();

    /// <summary>The factor of a product.</summary>
    public long this[EquatableArray<int> product] => _factors.TryGetValue(product, out long factor) ? factor : 0;

    public static Polynomial operator +(Polynomial a, Polynomial b)
    {
        var sum = new Dictionary<EquatableArray<int>, long>(a._factors);
        foreach (KeyValuePair<EquatableArray<int>, long> term in b._factors)
            Add(sum, term.Key, term.Value);
        return new Polynomial(sum);
    }

    public static Polynomial operator -(Polynomial a, Polynomial b) => a + (b * -1);

    public static Polynomial operator -(Polynomial a) => a * -1;

    public static Polynomial operator +(Polynomial a, long b) => a + Of(b);

    public static Polynomial operator -(Polynomial a, long b) => a + Of(-b);

    public static Polynomial operator *(Polynomial a, long b) => a * Of(b);

    public static Polynomial operator *(Polynomial a, Polynomial b)
    {
        var product = new Dictionary<EquatableArray<int>, long>();
        foreach (KeyValuePair<EquatableArray<int>, long> left in a._factors)
        {
            foreach (KeyValuePair<EquatableArray<int>, long> right in b._factors)
                Add(product, left.Key.Concat(right.Key).OrderBy(atom => atom).ToEquatableArray(), checked(left.Value * right.Value));
        }

        return new Polynomial(product);
    }

    /// <summary>As the factor of an integer, and the rest; null where it is in a product with itself.</summary>
    public (Polynomial Factor, Polynomial Other)? Split(int atom)
    {
        (Dictionary<EquatableArray<int>, long> factor, Dictionary<EquatableArray<int>, long> rest) = ([], []);
        foreach (KeyValuePair<EquatableArray<int>, long> term in _factors)
        {
            int times = term.Key.Count(a => a == atom);
            if (times > 1)
                return null;
            if (times == 1)
                factor.Add(term.Key.Where(a => a != atom).ToEquatableArray(), term.Value);
            else
                rest.Add(term.Key, term.Value);
        }

        return (new Polynomial(factor), new Polynomial(rest));
    }

    /// <summary>The same without a common factor: not negative where this is not, for integers.</summary>
    public Polynomial Reduced()
    {
        long common = Terms.Select(term => Math.Abs(term.Value)).Aggregate(0L, Common);
        if (common <= 1)
            return this;
        long constant = (long)Math.Floor((double)Constant / common);
        return Terms.Aggregate(Of(constant), (sum, term) => sum + new Polynomial(new() { [term.Key] = term.Value / common }));

        static long Common(long a, long b) => b == 0 ? a : Common(b, a % b);
    }

    /// <summary>The same with other values for some of the integers.</summary>
    public Polynomial Replace(Func<int, Polynomial?> value) => _factors.Aggregate(
        Of(0), (sum, term) => sum + term.Key.Aggregate(Of(term.Value), (product, atom) => product * (value(atom) ?? OfAtom(atom))));

    public bool Equals(Polynomial? other) => other is not null && _factors.Count == other._factors.Count && _factors.All(term => other[term.Key] == term.Value);

    public override bool Equals(object? obj) => Equals(obj as Polynomial);

    public override int GetHashCode() => _factors.Aggregate(0, (hash, term) => unchecked(hash + (term.Key.GetHashCode() * 31) + term.Value.GetHashCode()));

    private static void Add(Dictionary<EquatableArray<int>, long> sum, EquatableArray<int> product, long factor)
    {
        sum.TryGetValue(product, out long before);
        if (checked(before + factor) is var after and not 0)
            sum[product] = after;
        else
            sum.Remove(product);
    }
}
