using System.Text;
using System.Text.Json;

namespace Actors.Cli.Views;

/// <summary>A list in JSON, as it came, with some of its elements.</summary>
internal static class JsonList
{
    /// <summary>Those elements whose <c>name</c> is wanted; of these everything, also what this release does not know.</summary>
    public static string Only(string list, IReadOnlySet<string> names)
    {
        using var document = JsonDocument.Parse(list);
        return Written(writer =>
        {
            writer.WriteStartArray();
            foreach (var element in document.RootElement.EnumerateArray().Where(element => names.Contains(NameOf(element))))
            {
                element.WriteTo(writer);
            }

            writer.WriteEndArray();
        });
    }

    /// <summary>All of its elements, and others behind them.</summary>
    public static string And(string list, IEnumerable<string> others)
    {
        using var document = JsonDocument.Parse(list);
        return Written(writer =>
        {
            writer.WriteStartArray();
            foreach (var element in document.RootElement.EnumerateArray())
            {
                element.WriteTo(writer);
            }

            foreach (var other in others)
            {
                writer.WriteRawValue(other);
            }

            writer.WriteEndArray();
        });
    }

    /// <summary>The one element of that name; null where there is none.</summary>
    public static string? One(string list, string name)
    {
        using var document = JsonDocument.Parse(list);
        return document.RootElement.EnumerateArray().Where(element => NameOf(element) == name)
            .Select(element => Written(element.WriteTo)).FirstOrDefault();
    }

    private static string NameOf(JsonElement element) => element.GetProperty("name").GetString() ?? "";

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
