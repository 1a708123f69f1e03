using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace GradBench;

/// <summary>What comes in: a line each.</summary>
/// <param name="Kind">start, define, evaluate or analysis.</param>
internal sealed record Message(long? Id = null, string? Kind = null, string? Module = null, string? Function = null, JsonElement? Input = null);

/// <summary>What goes out: a line for each message.</summary>
internal sealed record Response(long? Id)
{
    public string? Tool { get; init; }

    public bool? Success { get; init; }

    public string? Error { get; init; }

    public JsonElement? Output { get; init; }

    public IReadOnlyList<Timing>? Timings { get; init; }

    public static Response Failure(long? id, string error) => new(id) { Success = false, Error = error };
}

internal readonly record struct Timing(string Name, long Nanoseconds);

/// <summary>All types that are read and written, known when the program is compiled.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(Response))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(Matrix))]
[JsonSerializable(typeof(LlsqInput))]
[JsonSerializable(typeof(LseInput))]
[JsonSerializable(typeof(OdeInput))]
[JsonSerializable(typeof(KmeansInput))]
[JsonSerializable(typeof(GmmInput))]
[JsonSerializable(typeof(GmmGradient))]
[JsonSerializable(typeof(LstmInput))]
[JsonSerializable(typeof(BaInput))]
[JsonSerializable(typeof(BaErrors))]
[JsonSerializable(typeof(BaJacobian))]
[JsonSerializable(typeof(HtInput))]
[JsonSerializable(typeof(DetInput))]
[JsonSerializable(typeof(ParticleInput))]
[JsonSerializable(typeof(SaddleInput))]
internal sealed partial class Wire : JsonSerializerContext
{
    /// <summary>How values of a type are read and written.</summary>
    public static JsonTypeInfo<T> Of<T>() =>
        (JsonTypeInfo<T>?)Default.GetTypeInfo(typeof(T)) ?? throw new NotSupportedException($"{typeof(T)} is not one of the types on the wire.");
}
