using System.Text;
using System.Text.Json;

namespace Actors.Cli.Client;

/// <summary>One event of <c>GET /api/events</c>.</summary>
/// <param name="Name">status, nodes or change.</param>
/// <param name="Data">JSON, as it came.</param>
internal sealed record AgentEvent(string Name, string Data)
{
    /// <summary>The event as one line of JSON.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("event", Name);
            writer.WritePropertyName("data");
            WriteData(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void WriteData(Utf8JsonWriter writer)
    {
        try
        {
            using var data = JsonDocument.Parse(Data);
            data.WriteTo(writer);
        }
        catch (JsonException)
        {
            writer.WriteStringValue(Data);
        }
    }
}
