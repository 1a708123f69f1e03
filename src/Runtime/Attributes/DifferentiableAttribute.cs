namespace SymGrad;

/// <summary>Asks the generator for the derivatives of a method, as members of the same type.</summary>
/// <remarks>
/// The containing type, and every type around it, is <c>partial</c>. The generated members have the method's
/// accessibility and take its parameters first, in the same order. The value that they return equals the method's own,
/// bit for bit.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>Asks for the default derivatives: the gradient, or the Jacobian of a vector-valued method.</summary>
    public DifferentiableAttribute()
    {
    }

    /// <summary>Asks for the given derivatives.</summary>
    /// <param name="derivatives">
    /// What to generate; <see cref="Derivatives.None"/> means the default for the method.
    /// </param>
    public DifferentiableAttribute(Derivatives derivatives) => Derivatives = derivatives;

    /// <summary>What to generate; <see cref="Derivatives.None"/> means the default for the method.</summary>
    public Derivatives Derivatives { get; }

    /// <summary>
    /// The stem of the generated members' names, instead of the method's own name: with <c>Name = "G"</c> they are
    /// <c>GGradient</c>, <c>GObjective</c> and so on. It tells overloads apart.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// How many operations the method or its derivative may take, 100,000 by default. Beyond that the generator reports
    /// SYMG4001, so that a pathological expression ends in an error and not in a build that hangs.
    /// </summary>
    public int MaxOperations { get; set; } = 100_000;

    /// <summary>
    /// Whether the derivative may be shortened by rules that change its last bits, or hold for finite values only: x/x is 1,
    /// x·0 is 0, sums and products are regrouped. The value stays the method's own, bit for bit. Off by default.
    /// </summary>
    public bool Relaxed { get; set; }
}
