using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Contracts.Api;

/// <summary>Reads a word that a later release may have added as a value without a name (-1).</summary>
public sealed class TolerantEnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType != JsonTokenType.String ? throw new JsonException("a word is expected")
        : Enum.TryParse<T>(reader.GetString(), ignoreCase: true, out var value) ? value
        : (T)Enum.ToObject(typeof(T), -1);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
