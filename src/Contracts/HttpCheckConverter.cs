using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Contracts;

/// <summary>In a file a check is what a node announces of it, <see cref="HttpCheck.Written"/>.</summary>
public sealed class HttpCheckConverter : JsonConverter<HttpCheck>
{
    /// <inheritdoc/>
    public override HttpCheck Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text && HttpCheck.TryParse(text) is { } check && check.Written == text
            ? check
            : throw new JsonException("the check is not one that HAProxy can use");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, HttpCheck value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Written);
}
