using SymGrad.Generator.IR;

namespace SymGrad.Generator.Emission;

/// <summary>Prints the functions that members call: methods too large to be inlined at each of their calls, and derivatives of them.</summary>
internal sealed class FunctionsPrinter(Declaration declaration, IReadOnlyList<DerivedFunction> functions, CodeWriter writer, string attribute)
{
    public void Print()
    {
        writer.Line($"/// <summary>What <c>{declaration.Name}</c> calls in more than one place, with its derivatives.</summary>");
        writer.Line(attribute);
        writer.Open($"private static class {declaration.Functions}");
        foreach (DerivedFunction function in functions)
        {
            Print(function);
            if (function != functions[functions.Count - 1])
                writer.Blank();
        }

        writer.Close();
    }

    private void Print(DerivedFunction function)
    {
        Graph graph = Named(function.Graph);
        string[] types = [.. function.Callee.Results.Select(result => declaration.Text(result.Type))];
        string result = types.Length == 1 ? types[0] : $"({string.Join(", ", types.Zip(function.Callee.Variables, (type, name) => $"{type} {name}"))})";
        writer.Open($"internal static {result} {function.Callee.Name}({string.Join(", ", graph.Inputs.Select(input => $"{declaration.Text(input.Type)} {input.Access}"))})");
        var ending = Ending.Return(results => results.Count == 1 ? results[0] : $"({string.Join(", ", results)})");
        new BodyPrinter(graph, declaration, graph.Inputs.Select(input => input.Access), writer, ending).Print();
        writer.Close();
    }

    // layer.Bias is layerBias; two that are then called the same are told apart by their places.
    private static Graph Named(Graph function)
    {
        var names = new Names(new GraphBuilder(default, function.Options).Build([]), function.Callees.Select(callee => callee.Name));
        return function with { Inputs = function.Inputs.Select(input => input with { Access = names.Fresh(CamelCase.Of(input.Name)) }).ToEquatableArray() };
    }
}
