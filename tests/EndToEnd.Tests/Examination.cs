using System.Globalization;
using SymGrad.EndToEnd.Tests.Language;

namespace SymGrad.EndToEnd.Tests;

/// <summary>
/// All members of a method at one point, against dual numbers: u·J, J·v, J itself, and u·J·v both ways; second derivatives against differences of first ones.
/// </summary>
/// <param name="isInside">Whether the point is one where nothing ties but by chance.</param>
internal sealed class Examination(RandomMethod method, Action<int, Probing> probe, IReadOnlyList<Member> members, double[] at, bool isInside)
{
    private const int MostTies = 16;

    private readonly Dictionary<Member, double[]> _numbers = [];

    public Failure? Failure(Statistics? statistics)
    {
        if (Thrown(Member.Method) is { } thrown)
            return members.Select(member => Unlike(thrown, member)).FirstOrDefault(failure => failure is not null);
        foreach (var member in members)
        {
            if (Thrown(member) is { } exception)
                return new($"{exception.GetType().Name} of {member}", $"{member} throws {exception.GetType().Name}, the method does not: {exception.Message}");
        }

        var reference = Reference.Of(method, probe, at);
        if (_numbers.ContainsKey(Member.ValueAndGradient))
            statistics?.Add(method, Gradient(reference));
        if (Failure(reference) is not { } failure)
            return SecondDerivatives(reference, isInside);
        return Enumerable.Range(1, Math.Min(reference.Ties, MostTies)).Any(tie => Explains(tie, reference)) ? null : failure;
    }

    // At a tie, the convention may be the other side's or lie between both; the value is the same.
    private bool Explains(int tie, Reference reference) => Reference.Of(method, probe, at, tie) is var other
        && other.Values.AsSpan().SequenceEqual(reference.Values)
        && (Failure(other) is null || Failure(reference.Between(other)) is null);

    private Exception? Thrown(Member member)
    {
        var probing = new Probing(at);
        try
        {
            probe((int)member, probing);
            _numbers[member] = [.. probing.Numbers];
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    // What the result does not depend on is not computed, and so may throw in the method alone.
    private Failure? Unlike(Exception thrown, Member member) => Thrown(member) is { } exception && exception.GetType() != thrown.GetType()
        ? new($"{exception.GetType().Name} of {member}", $"{member} throws {exception.GetType().Name}, the method {thrown.GetType().Name}")
        : null;

    private Failure? Failure(Reference reference)
    {
        if (_numbers.ContainsKey(Member.ValueAndGradient) && Judge.Check(Gradient(reference), method.HasFloat) is { } wrong)
            return wrong;
        if (_numbers.TryGetValue(Member.Workspace, out var worked) && !worked.SequenceEqual(_numbers[Member.ValueAndGradient]))
            return new("workspace", "value or gradient are others with a workspace of the caller's");
        return Judged(Rows(Member.Jacobian, reference, (row, k) => _numbers[Member.Jacobian][^(((reference.Results - row) * reference.Axes) - k)]))
            ?? Judged(Along(reference))
            ?? Judged(Weighted(reference));
    }

    private Failure? Judged(IEnumerable<(Member Member, double[] Numbers)> checks)
    {
        foreach (var (member, numbers) in checks)
        {
            if (Judge.Check(numbers, method.HasFloat) is { } failure)
                return new($"{failure.Category} of {member}", $"{member}: {failure.Message}");
        }

        return null;
    }

    // The method's value, the member's, the twin's, whether there was a pole: as Judge takes them.
    private double[] Head(int row, Reference reference, double memberValue) =>
        [_numbers[Member.Method][row], memberValue, reference.Values[row], reference.HasMetPole ? 1 : 0];

    private double[] Gradient(Reference reference)
    {
        var (alone, both) = (_numbers[Member.Gradient], _numbers[Member.ValueAndGradient]);
        return [.. Head(0, reference, both[0]), .. Enumerable.Range(0, reference.Axes).SelectMany(k => (double[])[alone[k], both[k + 1], reference.Partials[0, k], reference.Scales[0, k]])];
    }

    // Only members of a method that fills a span, and Jvp, say the value.
    private double ValueOf(Member member, int row) => method.IsFilling || member == Member.Jvp ? _numbers[member][row] : _numbers[Member.Method][row];

    private IEnumerable<(Member Member, double[] Numbers)> Rows(Member member, Reference reference, Func<int, int, double> partial)
    {
        for (var row = 0; row < (_numbers.ContainsKey(member) ? reference.Results : 0); row++)
        {
            yield return (member, [.. Head(row, reference, ValueOf(member, row)), .. Enumerable.Range(0, reference.Axes)
                .SelectMany(k => (double[])[partial(row, k), partial(row, k), reference.Partials[row, k], reference.Scales[row, k]])]);
        }
    }

    // J·v, a number for each row.
    private IEnumerable<(Member Member, double[] Numbers)> Along(Reference reference)
    {
        for (var row = 0; row < (_numbers.ContainsKey(Member.Jvp) ? reference.Results : 0); row++)
        {
            var (expected, scale, tangent) = (0.0, 0.0, _numbers[Member.Jvp][reference.Results + row]);
            for (var k = 0; k < reference.Axes; k++)
                (expected, scale) = (expected + (reference.Partials[row, k] * Probing.V(k)), scale + (reference.Scales[row, k] * Math.Abs(Probing.V(k))));
            yield return (Member.Jvp, [.. Head(row, reference, ValueOf(Member.Jvp, row)), tangent, tangent, expected, scale]);
        }
    }

    // u·J, a number for each axis, and u·J·v by both modes.
    private IEnumerable<(Member Member, double[] Numbers)> Weighted(Reference reference)
    {
        if (!_numbers.TryGetValue(Member.Vjp, out var numbers))
            yield break;
        // Where one result is not finite, a weighted sum is nothing; the rows are looked at one by one.
        if (_numbers[Member.Method].Any(value => !double.IsFinite(value)))
            yield break;
        var (byAxis, forth, back, all, most) = (new List<double>(), 0.0, 0.0, 0.0, 0.0);
        for (var k = 0; k < reference.Axes; k++)
        {
            var (expected, scale, partial) = (0.0, 0.0, numbers[^(reference.Axes - k)]);
            for (var row = 0; row < reference.Results; row++)
                (expected, scale) = (expected + (Probing.U(row) * reference.Partials[row, k]), scale + (Math.Abs(Probing.U(row)) * reference.Scales[row, k]));
            byAxis.AddRange([partial, partial, expected, scale]);
            (back, all, most) = (back + (partial * Probing.V(k)), all + (expected * Probing.V(k)), most + (scale * Math.Abs(Probing.V(k))));
        }

        for (var row = 0; row < reference.Results; row++)
            forth += Probing.U(row) * _numbers[Member.Jvp][reference.Results + row];
        yield return (Member.Vjp, [.. Head(0, reference, ValueOf(Member.Vjp, 0)), .. byAxis, back, back, all, most, forth, forth, all, most]);
    }

    // The Hessian is symmetric, gives its products, and what differences of the reference's gradient settle on.
    private Failure? SecondDerivatives(Reference reference, bool isInside)
    {
        if (!_numbers.TryGetValue(Member.HessianVectorProduct, out var product) || double.IsNaN(reference.Values[0]) || reference.HasMetPole)
            return null;
        var (n, slopes) = (reference.Axes, method.HasFloat || !isInside ? null : Differences(reference));
        var hessian = _numbers.GetValueOrDefault(Member.Hessian);
        for (var i = 0; i < n; i++)
        {
            var (sum, size) = (0.0, reference.Scales[0, i]);
            for (var j = 0; hessian is not null && j < n; j++)
            {
                var (one, other) = (hessian[(i * n) + j], hessian[(j * n) + i]);
                (sum, size) = (sum + (one * Probing.V(j)), size + Math.Abs(one * Probing.V(j)));
                if (!IsNear(one, other, Math.Abs(one) + Math.Abs(other) + reference.Scales[0, i] + reference.Scales[0, j]))
                    return new("symmetry of Hessian", Text($"∂²F/∂{i}∂{j} is {one:R}, ∂²F/∂{j}∂{i} {other:R}"));
            }

            if (hessian is not null && !IsNear(sum, product[i], size))
                return new("HessianVectorProduct", Text($"row {i} of the Hessian times the direction is {sum:R}, the product {product[i]:R}"));
            if (slopes is not null && slopes[i] is var slope && double.IsFinite(slope) && !IsNear(slope, product[i], size + Math.Abs(slope)))
                return new("second derivative", Text($"row {i} of the product is {product[i]:R}, differences of gradients of dual numbers settle on {slope:R}"));
        }

        return null;
    }

    // What is lost to rounding on the way is not known for second derivatives: only a wrong one is told from a right one.
    private bool IsNear(double x, double y, double size) =>
        !double.IsFinite(size) || !double.IsFinite(x) || !double.IsFinite(y) || Math.Abs(x - y) <= (method.HasFloat ? 0.02 : 1e-4) * Math.Max(size, 1e-6);

    // Extrapolated central differences along the direction; NaN where two steps do not agree.
    private double[] Differences(Reference reference)
    {
        double[] Slope(double step)
        {
            Reference? Moved(double by)
            {
                var moved = (double[])at.Clone();
                for (var k = 0; k < method.Axes.Count; k++)
                    moved[method.Axes[k]] += by * Probing.V(k);
                try
                {
                    return Reference.Of(method, probe, moved);
                }
                catch (Exception)
                {
                    return null;
                }
            }

            return Moved(step) is { } after && Moved(-step) is { } before
                ? [.. Enumerable.Range(0, reference.Axes).Select(k => (after.Partials[0, k] - before.Partials[0, k]) / (2 * step))]
                : [.. Enumerable.Repeat(double.NaN, reference.Axes)];
        }

        var (coarse, fine) = (Slope(1e-4), Slope(5e-5));
        return [.. coarse.Zip(fine, (c, f) => Math.Abs(c - f) <= 1e-5 * (Math.Abs(f) + 1) ? ((4 * f) - c) / 3 : double.NaN)];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
