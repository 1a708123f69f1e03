using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

internal sealed partial class BodyReader
{
    // What a trace has beside the locals: members of every record struct, and the result.
    private static readonly HashSet<string> TraceMembers =
        ["Value", "ToString", "Equals", "GetHashCode", "GetType", "MemberwiseClone", "Finalize", "ReferenceEquals", "Deconstruct", "PrintMembers"];

    private IMethodSymbol? _traced;
    private readonly List<Probe> _probes = [];
    private int _loops;

    /// <summary>An assignment to a local that is traced: a key of the environment, for the value that was assigned.</summary>
    private sealed record Probe(string Local, ScalarType Type, int Input);

    /// <summary>Reads an annotated method whose parameters have been given their values, with each assignment to a local of its own.</summary>
    /// <param name="resultType">The name of the trace's type, which no member of it may have.</param>
    public Trace ReadTrace(IOperation body, IMethodSymbol method, string resultType)
    {
        _traced = Bodies.Implementation(method);
        ReadBody(body);
        int value = ToNode(_environment[_frame.ReturnValue]!, body.Syntax);
        Graph graph = Pruning.Apply(Build([value, .. _probes.Select(probe => ((Scalar)_environment[probe]!).Node)]));
        var taken = new HashSet<string>(TraceMembers) { resultType };
        return new Trace(graph, _probes.Select(probe => new TracedLocal(Unique(probe.Local, taken), probe.Type, probe.Input)).ToEquatableArray());
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int number = 2; !taken.Add(unique); number++)
            unique = name + number.ToString(CultureInfo.InvariantCulture);
        return unique;
    }

    // A value as it is assigned to a local: with ε added to each real number that the assignment changes.
    private Value Traced(ISymbol variable, Value value) =>
        _traced is not null && _loops == 0 && SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, _traced) && variable is ILocalSymbol
            ? Perturbed(variable.Name, value, _environment[variable])
            : value;

    // A local has a value in each iteration of a loop, and one when the loop ends: that is the assignment that a trace shows.
    private void AsOneAssignment(Action loop)
    {
        Environment before = _environment.Clone();
        _loops++;
        loop();
        _loops--;
        if (_traced is null || _loops > 0)
            return;
        foreach (ILocalSymbol local in before.Keys.OfType<ILocalSymbol>().ToArray())
        {
            Value after = _environment[local]!;
            _environment[local] = before[local];
            SetVariable(local, after);
        }
    }

    private Value Perturbed(string name, Value value, Value? before)
    {
        if (Equals(value, before))
            return value;
        if (value is Reference { Type: { } type } held && IsStruct(type) && StructLimits.Of(type) is null)
            value = TakeApart(held);
        if (value is Aggregate aggregate)
        {
            return aggregate with
            {
                Fields = [.. aggregate.Fields.Select((field, i) => new KeyValuePair<string, Value>(
                    field.Key, Perturbed($"{name}_{StructFields.NameOf(aggregate.Type, field.Key, i)}", field.Value, (before as Aggregate)?[field.Key])))],
            };
        }

        if (value is not Scalar { Node: var node } || !_builder[node].Type.IsReal())
            return value;
        ScalarType scalar = _builder[node].Type;
        int input = _builder.InputIndex(new Input("ε." + name, "ε" + _probes.Count.ToString(CultureInfo.InvariantCulture), scalar, IsActive: true));
        var probe = new Probe(name, scalar, input);
        _probes.Add(probe);
        var perturbed = new Scalar(_builder.Add(Op.Add, scalar, node, _builder.Input(input)));
        _environment[probe] = perturbed;
        return perturbed;
    }

    // What a trace shows of a local that no iteration has reached.
    private int NoValue(ScalarType type) => _traced is not null && type.IsReal() ? _builder.Constant(type, double.NaN) : _builder.Undefined(type);

    // A local that a path does not reach has no value on it.
    private Value Missing(object variable) => variable is Probe probe ? new Scalar(_builder.Constant(probe.Type, double.NaN)) : Unassigned.Instance;
}
