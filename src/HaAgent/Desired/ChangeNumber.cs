using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.HaAgent.Desired;

/// <summary>
/// The number that operators know a change by: that of its row in the history, which gives it. One after the other, without a gap; never
/// the same twice, also after the agent has started again.
/// </summary>
/// <param name="Number">The number.</param>
[JsonConverter(typeof(ChangeNumberJson))]
public readonly record struct ChangeNumber(long Number)
{
    /// <inheritdoc />
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A number in JSON too.</summary>
internal sealed class ChangeNumberJson : JsonConverter<ChangeNumber>
{
    public override ChangeNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, ChangeNumber value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Number);
}
