using System.Globalization;

namespace SymGrad.EndToEnd.Tests.Expressions;

/// <summary>
/// Compares what is generated with the chain rule over each operation's own derivatives: values bit for bit, derivatives in ulp of the
/// natural scale. That scale knows the terms of the chain rule, not those that an operation's own partials are a sum of, and there are more
/// of these in second partials. A scale below <see cref="Least"/> counts as that: a product on the way may have underflowed.
/// </summary>
internal static class ExpressionJudge
{
    public const double GradientUlps = 64, HessianUlps = 4096, Least = 1e-100, Most = 1e100;

    /// <summary>What is wrong at a point; null when nothing is.</summary>
    public static string? Check(Subject subject, Point at, double[] numbers, LocalRules rules)
    {
        Jet first = subject.First.At(rules, at);
        return subject.Second is null ? Scalar(first, numbers) : Pair(first, subject.Second.At(rules, at), numbers);
    }

    private static string? Scalar(Jet jet, double[] x)
    {
        if (Bits("value", x[0], jet.Value) is { } twin)
            return twin;
        if (Bits("value beside the gradient", x[1], x[0]) is { } value)
            return value;
        if (!IsOrdinary(jet))
            return null;
        for (var i = 0; i < Jet.Variables; i++)
        {
            if (Bits($"partial {i} alone and with the value", x[5 + i], x[2 + i]) is { } alone)
                return alone;
            if (Close($"partial {i}", x[2 + i], jet.First[i], jet.FirstScale[i], GradientUlps) is { } partial)
                return partial;
        }

        for (var ab = 0; ab < jet.Second.Length; ab++)
        {
            if (Close($"Hessian entry {ab}", x[8 + ab], jet.Second[ab], jet.SecondScale[ab], HessianUlps) is { } entry)
                return entry;
        }

        return Each(Jet.Variables, a => Close(
            $"entry {a} of the Hessian-vector product", x[17 + a],
            Sum(b => x[8 + (a * Jet.Variables) + b] * ExpressionSample.Direction[b]),
            Sum(b => jet.SecondScale[(a * Jet.Variables) + b] * Math.Abs(ExpressionSample.Direction[b])), HessianUlps));
    }

    private static string? Pair(Jet u, Jet v, double[] x)
    {
        Jet[] jets = [u, v];
        if (Each(2, k => Bits($"value {k}", x[k], jets[k].Value) ?? Bits($"value {k} beside the tangent", x[2 + k], x[k])) is { } value)
            return value;
        if (!IsOrdinary(u) || !IsOrdinary(v))
            return null;
        double[] along = ExpressionSample.Direction, cotangent = ExpressionSample.Cotangent;
        double Scale(int k) => Sum(i => jets[k].FirstScale[i] * Math.Abs(along[i]));
        return Each(2, k => Close($"tangent {k}", x[4 + k], Sum(i => jets[k].First[i] * along[i]), Scale(k), GradientUlps))
            ?? Each(Jet.Variables, i => Close(
                $"adjoint {i}", x[6 + i], cotangent[0] * u.First[i] + cotangent[1] * v.First[i],
                Math.Abs(cotangent[0]) * u.FirstScale[i] + Math.Abs(cotangent[1]) * v.FirstScale[i], GradientUlps))
            ?? Close("⟨u, Jv⟩ and ⟨Jᵀu, v⟩", cotangent[0] * x[4] + cotangent[1] * x[5], Sum(i => x[6 + i] * along[i]), Math.Abs(cotangent[0]) * Scale(0) + Math.Abs(cotangent[1]) * Scale(1), GradientUlps);
    }

    private static bool IsOrdinary(Jet jet) =>
        !jet.IsSingular && double.IsFinite(jet.Value) && jet.FirstScale.All(s => s < Most) && jet.SecondScale.All(s => s < Most);

    private static double Sum(Func<int, double> term) => Enumerable.Range(0, Jet.Variables).Sum(term);

    private static string? Each(int count, Func<int, string?> check) => Enumerable.Range(0, count).Select(check).FirstOrDefault(problem => problem is not null);

    private static string? Bits(string what, double actual, double expected) =>
        BitConverter.DoubleToInt64Bits(actual) == BitConverter.DoubleToInt64Bits(expected) || (double.IsNaN(actual) && double.IsNaN(expected))
            ? null
            : Text($"{what}: {actual:R} and {expected:R} are not the same bits");

    private static string? Close(string what, double actual, double expected, double scale, double ulps) =>
        Math.Abs(actual - expected) / Ulp.Of(Math.Max(scale, Least)) is var error && error <= ulps
            ? null
            : Text($"{what} is {actual:R}, the chain rule gives {expected:R}: {error:G3} ulp of the natural scale {scale:R}, {ulps} allowed");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
