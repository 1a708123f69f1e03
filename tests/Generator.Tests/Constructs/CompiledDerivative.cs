using System.Reflection;
using System.Runtime.CompilerServices;
using D = SymGrad.Tests.Harness.Dual<double>;

namespace SymGrad.Generator.Tests.Constructs;

/// <summary>The derivative of the method F of a compiled sample, whatever its parameters: numbers in, numbers out.</summary>
internal sealed class CompiledDerivative
{
    private readonly CompiledMethod _compiled;
    private readonly Type _type;
    private readonly MethodInfo _method;
    private readonly IReadOnlyList<Leaf> _leaves;

    public CompiledDerivative(CompiledSample sample)
    {
        _compiled = new CompiledMethod(sample);
        (_type, _method, _leaves) = (_compiled.Type, _compiled.Method, _compiled.Leaves);
    }

    /// <summary>The value is the method's own, bit for bit; the gradient is the reference's; the derivative throws what the method throws.</summary>
    public void Check(double[] point, Func<D[], D> reference, double ulps)
    {
        object? self = null;
        object?[] arguments = _compiled.Arguments(point, ref self);
        string at = $" of {_type.Name}.F({string.Join(", ", point)})";
        if (_compiled.Invoke("F", self, arguments, out Exception? thrown) is not { } value)
        {
            AssertThrows("FGradient", self, arguments, thrown!, at);
            AssertThrows("FValueAndGradient", self, arguments, thrown!, at);
            return;
        }

        double[] gradient = CompiledMethod.Numbers(_compiled.Invoke("FGradient", self, arguments, out _)!);
        double[] both = CompiledMethod.Numbers(_compiled.Invoke("FValueAndGradient", self, arguments, out _)!);
        Ulp.AssertSameBits(both[0], CompiledMethod.Number(value), "value" + at);
        AssertGradient(gradient, point, reference, ulps, "FGradient" + at);
        AssertGradient(both[1..], point, reference, ulps, "FValueAndGradient" + at);
        CheckObjective(point, self, arguments, CompiledMethod.Number(value), gradient);
    }

    private void AssertGradient(double[] gradient, double[] point, Func<D[], D> reference, double ulps, string what)
    {
        int[] inGradient = [.. Enumerable.Range(0, _leaves.Count).Where(i => _leaves[i].IsInGradient)];
        Assert.Equal(inGradient.Length, gradient.Length);
        for (int k = 0; k < gradient.Length; k++)
        {
            Leaf leaf = _leaves[inGradient[k]];
            D partial = reference([.. point.Select((x, i) => Dual(i, x, inGradient[k]))]);
            string entry = $"{what}, by {leaf.Name}";
            if (leaf.Type == typeof(double))
                Ulp.AssertClose(gradient[k], partial.Tangent, partial.Scale, ulps, entry);
            else
                Ulp.AssertClose((float)gradient[k], (float)partial.Tangent, (float)partial.Scale, ulps, entry);
        }
    }

    private D Dual(int leaf, double value, int by) =>
        _leaves[leaf].IsActive ? D.Variable(Rounded(leaf, value), leaf == by ? 1 : 0) : D.Constant(Rounded(leaf, value));

    private double Rounded(int leaf, double value) => _leaves[leaf].Type == typeof(float) ? (float)value : value;

    private void CheckObjective(double[] point, object? self, object?[] arguments, double value, double[] gradient)
    {
        if (_type.Assembly.GetTypes().SingleOrDefault(t => t.Name == "FObjective") is not { } definition)
            return;
        Type type = definition.IsGenericTypeDefinition ? definition.MakeGenericType(_type.GetGenericArguments()) : definition;
        ConstructorInfo? constructor = type.GetConstructors().SingleOrDefault();
        object?[] held = [.. constructor?.GetParameters().Select(p => p.Name == "self" ? self : Argument(p.Name!, arguments)) ?? []];
        object objective = constructor is null ? RuntimeHelpers.GetUninitializedObject(type) : constructor.Invoke(held);
        double[] active = [.. point.Where((_, i) => _leaves[i].IsActive)];
        string[] names = [.. Enumerable.Range(0, active.Length).Select(i => (string)type.GetMethod("ParameterName")!.Invoke(objective, [i])!)];
        Assert.Equal(active.Length, names.Distinct().Count());
        double[] found = _method.ReturnType == typeof(double)
            ? Objectives.Evaluate<double>(objective, active)
            : Objectives.Evaluate(objective, [.. active.Select(x => (float)x)]);
        double[] expected = [value, value, .. gradient.Where((_, k) => _leaves.Where(l => l.IsInGradient).ElementAt(k).IsActive)];
        if (_leaves.Where(l => l.IsActive).All(l => l.Type == _method.ReturnType))
            Assert.Equal(expected, found);
        else
            Assert.Equal(expected.Length, found.Length);
    }

    private object? Argument(string name, object?[] arguments) =>
        arguments[Array.FindIndex(_method.GetParameters(), p => p.Name == name)];

    private void AssertThrows(string method, object? self, object?[] arguments, Exception expected, string at)
    {
        _compiled.Invoke(method, self, arguments, out Exception? thrown);
        Assert.True(thrown is not null, $"{method}{at} does not throw {expected.GetType().Name}");
        Assert.Equal(expected.GetType(), thrown.GetType());
        Assert.Equal(expected.Message, thrown.Message);
    }
}
