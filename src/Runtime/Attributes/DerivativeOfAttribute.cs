namespace SymGrad;

/// <summary>Makes a method the derivative of another: wherever a differentiated method calls that one, this one is its derivative.</summary>
/// <remarks>
/// <para>
/// The marked method takes the parameters of the other and returns its partial derivative, of the parameter's own type, or a
/// tuple of the partials by each active parameter, in order. Integers and parameters marked <see cref="NoGradientAttribute"/>,
/// on either of the two methods, have none. The derivative of an instance method is one of the same type, or a static method that takes what the other is
/// called on as its first parameter; the partial by a struct comes first. The derivative of a generic method has the same type parameters.
/// </para>
/// <para>
/// SymGrad takes it at its word: a derivative that differs from the true one on purpose, such as a straight-through estimator, is
/// used as it is. The other method is called, not looked into; it must not have side effects, and may be anyone's. The derivative's own body is
/// differentiated where second derivatives are wanted, and may call the other method.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [DerivativeOf(nameof(Cube))]
/// private static double CubeDerivative(double x) => 3 * x * x;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DerivativeOfAttribute : Attribute
{
    /// <summary>The derivative of a method of the same type.</summary>
    /// <param name="method">The method's name; the parameters tell overloads apart.</param>
    public DerivativeOfAttribute(string method) => Method = method;

    /// <summary>The derivative of a method of any type.</summary>
    /// <param name="type">The type that declares the method.</param>
    /// <param name="method">The method's name; the parameters tell overloads apart.</param>
    public DerivativeOfAttribute(Type type, string method)
    {
        Type = type;
        Method = method;
    }

    /// <summary>The type that declares the method; <see langword="null"/> for the type of the marked method.</summary>
    public Type? Type { get; }

    /// <summary>The name of the method whose derivative this is.</summary>
    public string Method { get; }
}
