using Microsoft.CodeAnalysis;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>A method with its <c>[Differentiable]</c>, and what that asks for.</summary>
internal sealed class Annotation(IMethodSymbol method, AttributeData attribute)
{
    // In the order of SymGrad.Derivatives, whose flags these are.
    private static readonly (int Flag, DerivativeKind[] Kinds, bool NeedsScalar)[] Table =
    [
        (1, [DerivativeKind.Gradient, DerivativeKind.ValueAndGradient], true),
        (2, [DerivativeKind.Jvp], false),
        (4, [DerivativeKind.Vjp], false),
        (8, [DerivativeKind.Jacobian], false),
        (16, [DerivativeKind.Hessian], true),
        (32, [DerivativeKind.HessianVectorProduct], true),
        (64, [DerivativeKind.Trace], true),
    ];

    private const int Gradient = 1, Jacobian = 8;

    public IMethodSymbol Method => method;

    public AttributeData Attribute => attribute;

    /// <summary>The Name that the attribute gives; null without one.</summary>
    public string? Name => Argument("Name") as string;

    public Options Options => new(Argument("MaxOperations") as int? ?? Options.Default.MaxOperations, Argument("Relaxed") is true);

    /// <summary>What the names of the generated members begin with.</summary>
    public string Stem => Name ?? method.Name;

    public bool IsScalarValued => ScalarTypeReader.IsReal(method.ReturnType);

    /// <summary>Whether the types that go with an objective or a trace can be made of the method's numbers.</summary>
    public bool IsUnmanaged => ScalarTypeReader.Generic(method).All(parameter => parameter.HasUnmanagedTypeConstraint);

    /// <summary>The members to generate. Those of the gradient always are where there is one.</summary>
    public IEnumerable<DerivativeKind> Kinds
    {
        get
        {
            int flags = IsScalarValued ? Requested | Gradient : Requested == 0 ? Jacobian : Requested;
            return Table.Where(line => (flags & line.Flag) != 0).SelectMany(line => line.Kinds);
        }
    }

    /// <summary>Kinds that are asked for, but that only a scalar-valued method has.</summary>
    public IEnumerable<DerivativeKind> UnfitKinds =>
        IsScalarValued ? [] : Table.Where(line => line.NeedsScalar && (Requested & line.Flag) != 0).Select(line => line.Kinds[0]);

    /// <summary>What the generated members are called, after the stem.</summary>
    public IEnumerable<string> Suffixes => Kinds.Select(kind => kind.ToString()).Concat(TypeSuffixes);

    /// <summary>Those that are types, which cannot be overloaded.</summary>
    public IEnumerable<string> TypeSuffixes => [.. IsScalarValued ? ["Objective"] : Array.Empty<string>(), .. Kinds.Contains(DerivativeKind.Trace) ? ["TraceResult"] : Array.Empty<string>()];

    private object? Argument(string name) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value is { Kind: TypedConstantKind.Primitive, Value: { } value } ? value : null;

    private int Requested => attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Enum, Value: int flags } ? flags : 0;
}
