using System.Reflection;
using System.Reflection.Emit;
using SymGrad.Generator.Tests.Constructs;

namespace SymGrad.Generator.Tests.Kinds;

/// <summary>All kinds of derivatives of the method F of a compiled sample, against hyper-dual numbers. F may return several numbers.</summary>
internal sealed class CompiledKinds
{
    private readonly CompiledMethod _compiled;
    private readonly double[] _point;
    private readonly object? _self;
    private readonly object?[] _arguments;
    private readonly int[] _active;
    private readonly bool _isFloat;
    private readonly double _ulps;

    public CompiledKinds(CompiledSample sample, double[] point, double ulps)
    {
        _compiled = new CompiledMethod(sample);
        _active = [.. Enumerable.Range(0, point.Length).Where(i => _compiled.Leaves[i].IsActive)];
        _isFloat = _compiled.Leaves.Any(leaf => leaf.Type == typeof(float));
        _point = [.. point.Select((x, i) => _compiled.Leaves[i].Type == typeof(float) ? (float)x : x)];
        _arguments = _compiled.Arguments(_point, ref _self);
        _ulps = ulps;
    }

    public double[] Value => CompiledMethod.Numbers(_compiled.Invoke("F", _self, _arguments, out _)!);

    /// <param name="reference">F over hyper-dual numbers, a result for each number that F returns.</param>
    public void Check(Func<HyperDual[], HyperDual[]> reference)
    {
        int n = _active.Length, m = Value.Length;
        double[] along = [.. Enumerable.Range(0, n).Select(i => (i % 2 == 0 ? 1 : -0.75) + (0.25 * i))];
        double[] cotangent = [.. Enumerable.Range(0, m).Select(k => 1.5 - (2.25 * k))];

        HyperDual[] slope = At(reference, along, new double[n]);
        object jvp = Call("FJvp", [.. _arguments, .. Beside(along)]);
        Assert.Equal(Value, CompiledMethod.Numbers(jvp)[..m]);
        for (int k = 0; k < m; k++)
            Close(CompiledMethod.Numbers(jvp)[m + k], slope[k].First, slope[k].FirstScale, $"FJvp, {k}");

        double[] vjp = InActive(Call("FVjp", [.. _arguments, CompiledMethod.Build(_compiled.Method.ReturnType, new Queue<double>(cotangent))]));
        double[] jacobian = Matrix("FJacobian", m * n);
        for (int j = 0; j < n; j++)
        {
            HyperDual[] column = At(reference, Unit(n, j), new double[n]);
            Close(vjp[j], column.Select((x, k) => cotangent[k] * x.First).Sum(), column.Select((x, k) => Math.Abs(cotangent[k]) * x.FirstScale).Sum(), $"FVjp, {j}");
            for (int k = 0; k < m; k++)
                Close(jacobian[(k * n) + j], column[k].First, column[k].FirstScale, $"FJacobian, ({k}, {j})");
        }

        if (m > 1)
            return;
        double[] hessian = Matrix("FHessian", n * n);
        double[] product = InActive(Call("FHessianVectorProduct", [.. _arguments, .. Beside(along)]));
        for (int i = 0; i < n; i++)
        {
            HyperDual entry = At(reference, Unit(n, i), along)[0];
            Close(product[i], entry.Mixed, entry.Scale, $"FHessianVectorProduct, {i}");
            for (int j = 0; j < n; j++)
            {
                entry = At(reference, Unit(n, i), Unit(n, j))[0];
                Close(hessian[(i * n) + j], entry.Mixed, entry.Scale, $"FHessian, ({i}, {j})");
                Assert.Equal(hessian[(i * n) + j], hessian[(j * n) + i]);
            }
        }
    }

    /// <summary>Calls a member that fills a span, which reflection cannot do.</summary>
    public double[] Matrix(string member, int length)
    {
        MethodInfo method = _compiled.Member(member);
        Type scalar = method.GetParameters()[^1].ParameterType.GenericTypeArguments[0];
        var buffer = Array.CreateInstance(scalar, length);
        var call = new DynamicMethod("Call", null, [typeof(object), typeof(object[]), typeof(Array)], method.Module, skipVisibility: true);
        ILGenerator code = call.GetILGenerator();
        if (!method.IsStatic)
        {
            code.Emit(OpCodes.Ldarg_0);
            if (_compiled.Type.IsValueType)
                code.Emit(OpCodes.Unbox, _compiled.Type);
        }

        for (int i = 0; i < _arguments.Length; i++)
        {
            ParameterInfo parameter = method.GetParameters()[i];
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Ldc_I4, i);
            code.Emit(OpCodes.Ldelem_Ref);
            code.Emit(parameter.ParameterType.IsByRef ? OpCodes.Unbox : OpCodes.Unbox_Any, CompiledMethod.Plain(parameter));
        }

        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Castclass, scalar.MakeArrayType());
        code.Emit(OpCodes.Newobj, typeof(Span<>).MakeGenericType(scalar).GetConstructor([scalar.MakeArrayType()])!);
        code.Emit(OpCodes.Call, method);
        code.Emit(OpCodes.Ret);
        call.CreateDelegate<Action<object?, object?[], Array>>()(_self, _arguments, buffer);
        return [.. buffer.Cast<object>().Select(CompiledMethod.Number)];
    }

    // A value of each active parameter's type, and of the receiver's, with these entries; what is held in it is NaN, and must not matter.
    private IEnumerable<object> Beside(double[] entries)
    {
        var all = new Queue<double>(Enumerable.Range(0, _point.Length).Select(i => Array.IndexOf(_active, i) is >= 0 and var k ? entries[k] : HeldTangent(i)));
        IEnumerable<Type> types = _compiled.Method.GetParameters().Select(CompiledMethod.Plain);
        int leaf = 0;
        foreach ((Type type, bool isHeld) in (_compiled.Method.IsStatic ? [] : new[] { (_compiled.Type, !_compiled.Type.IsValueType) })
            .Concat(_compiled.Method.GetParameters().Select(p => (CompiledMethod.Plain(p), Leaf.IsMarked(p)))))
        {
            int count = Leaf.Of(type, isHeld).Count();
            object built = CompiledMethod.Build(type, all);
            if (_active.Any(i => i >= leaf && i < leaf + count))
                yield return built;
            leaf += count;
        }
    }

    private double HeldTangent(int leaf) => _compiled.Leaves[leaf].Type == typeof(double) || _compiled.Leaves[leaf].Type == typeof(float) ? double.NaN : 1;

    private double[] InActive(object gradient)
    {
        int[] inGradient = [.. Enumerable.Range(0, _point.Length).Where(i => _compiled.Leaves[i].IsInGradient)];
        double[] numbers = CompiledMethod.Numbers(gradient);
        Assert.Equal(inGradient.Length, numbers.Length);
        return [.. numbers.Where((_, i) => _compiled.Leaves[inGradient[i]].IsActive)];
    }

    private HyperDual[] At(Func<HyperDual[], HyperDual[]> reference, double[] first, double[] second) => reference(
        [.. _point.Select((x, i) => Array.IndexOf(_active, i) is >= 0 and var k ? HyperDual.Variable(x, first[k], second[k]) : x)]);

    private static double[] Unit(int dimension, int index) => [.. Enumerable.Range(0, dimension).Select(i => i == index ? 1.0 : 0)];

    private object Call(string member, object?[] arguments) =>
        _compiled.Invoke(member, _self, arguments, out Exception? thrown) ?? throw new HarnessFailure($"{member} throws {thrown}");

    private void Close(double actual, double expected, double scale, string what)
    {
        what += $" at ({string.Join(", ", _point)})";
        if (_isFloat)
            Ulp.AssertClose((float)actual, (float)expected, (float)scale, _ulps, what);
        else
            Ulp.AssertClose(actual, expected, scale, _ulps, what);
    }
}
