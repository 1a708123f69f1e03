using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    // The methods of Math, double and kin: elementary functions, and what operators say as well; null for any other method.
    private Value? ReadFunction(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!FunctionReader.IsKnownHome(method, _frame.Types))
            return null;
        IReadOnlyList<Elementary> functions = FunctionReader.Find(method, _frame.Types);
        bool isOperator = functions.Count == 0 && IsOperator(method);
        if (functions.Count == 0 && !isOperator)
            return null;
        int[] operands = [.. ReadArguments(call.Arguments, method.Parameters.Length).Select(a => ToNode(a, call.Syntax))];
        if (isOperator)
        {
            Value value = ReadAsOperators(method.Name, operands, TypeOf(call));
            if (method.Name == "Sign")
                _suspects.Add(Rules.Jump, ToNode(value, call.Syntax), operands, call.Syntax);
            return value;
        }


        return TypeOf(call) is INamedTypeSymbol { IsTupleType: true } tuple
            ? Tuple(tuple, functions.Select((f, i) => Call(f, tuple.TupleElements[i].Type, operands)))
            : new Scalar(Call(functions[0], TypeOf(call), operands));

        int Call(Elementary function, ITypeSymbol type, int[] x)
        {
            int node = _builder.Call(
                function, ScalarTypeOf(_frame.Types.Apply(type), call.Syntax), x[0], x.Length > 1 ? x[1] : Node.None, x.Length > 2 ? x[2] : Node.None);
            _suspects.AddCall(_builder, function, node, x, call.Syntax);
            return node;
        }
    }

    private bool IsOperator(IMethodSymbol method)
    {
        ITypeSymbol operand = _frame.Types.Apply(method.Parameters[0].Type), result = _frame.Types.Apply(method.ReturnType);
        return method.Name switch
        {
            "Sign" => true,
            "IsNaN" or "IsRealNumber" => ScalarTypeReader.IsReal(operand),
            "DivRem" => method.Parameters.Length == 2 && ScalarTypeReader.Read(operand) >= ScalarType.Int32,
            "BigMul" => ScalarTypeReader.Read(result) is ScalarType.Int64 or ScalarType.UInt64,
            _ => false,
        };
    }

    private Value ReadAsOperators(string name, int[] x, ITypeSymbol result)
    {
        switch (name)
        {
            case "IsNaN":
                return new Scalar(_builder.Add(Op.NotEqual, ScalarType.Boolean, x[0], x[0]));
            case "IsRealNumber":
                return new Scalar(_builder.Add(Op.Equal, ScalarType.Boolean, x[0], x[0]));
            case "Sign":
                return new Scalar(Sign(x[0]));
            case "BigMul":
                ScalarType wide = ScalarTypeReader.Read(result)!.Value;
                return new Scalar(_builder.Add(Op.Multiply, wide, ConvertTo(x[0], wide, isChecked: false), ConvertTo(x[1], wide, isChecked: false)));
            default:
                ScalarType type = _builder[x[0]].Type;
                return Tuple(result, [_builder.Add(Op.Divide, type, x[0], x[1]), _builder.Add(Op.Remainder, type, x[0], x[1])]);
        }
    }

    // Math.Sign throws at NaN, where comparisons give 0.
    private int Sign(int x)
    {
        if (_builder[x].Type < ScalarType.Int32)
            x = ConvertTo(x, ScalarType.Int32, isChecked: false);
        int zero = _builder.Constant(_builder[x].Type, 0L), none = _builder.Constant(ScalarType.Int32, 0L);
        int isPositive = _builder.Add(Op.Greater, ScalarType.Boolean, x, zero), isNegative = _builder.Add(Op.Less, ScalarType.Boolean, x, zero);
        return _builder.If(
            isPositive,
            () => [_builder.Constant(ScalarType.Int32, 1L)],
            () => _builder.If(isNegative, () => [_builder.Constant(ScalarType.Int32, -1L)], () => [none]))[0];
    }

    private static Aggregate Tuple(ITypeSymbol type, IEnumerable<int> elements) =>
        new(type, [.. elements.Select((e, i) => new KeyValuePair<string, Value>(StructFields.ElementName(i), new Scalar(e)))]);
}
