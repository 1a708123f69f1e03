using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradBench;

/// <summary>Rows of the same length one after the other; an array of arrays in JSON.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record Matrix(double[] Values, int Rows, int Columns)
{
    /// <summary>One of the same shape, to be filled.</summary>
    public Matrix Empty() => this with { Values = new double[Values.Length] };

    public sealed class Converter : JsonConverter<Matrix>
    {
        public override Matrix Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            Expect(reader.TokenType == JsonTokenType.StartArray);
            var values = new List<double>();
            int rows = 0, columns = 0;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Expect(reader.TokenType == JsonTokenType.StartArray);
                int start = values.Count;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    values.Add(reader.GetDouble());
                if (rows++ == 0)
                    columns = values.Count;
                if (values.Count - start != columns)
                    throw new JsonException("The rows of a matrix differ in length.");
            }

            return new Matrix([.. values], rows, columns);
        }

        public override void Write(Utf8JsonWriter writer, Matrix value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            for (int row = 0; row < value.Rows; row++)
            {
                writer.WriteStartArray();
                foreach (double number in value.Values.AsSpan(row * value.Columns, value.Columns))
                    writer.WriteNumberValue(number);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        private static void Expect(bool holds)
        {
            if (!holds)
                throw new JsonException("A matrix is an array of arrays of numbers.");
        }
    }
}
