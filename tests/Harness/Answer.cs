using System.Text.Json;

namespace Actors.Harness;

/// <summary>What was answered to a request over HTTP, whatever its status.</summary>
/// <param name="Status">The status.</param>
/// <param name="MediaType">Of what kind the body is.</param>
/// <param name="Body">The body.</param>
public sealed record Answer(int Status, string MediaType, string Body)
{
    private IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The node that a demo app's answer names; empty where it was no answer of an app.</summary>
    public string Host => Status == 200 ? Json.GetProperty("host").GetString() ?? "" : "";

    public static async Task<Answer> FromAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", await response.Content.ReadAsStringAsync())
        {
            Headers = response.Headers.ToDictionary(
                header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        };

    /// <summary>A header of the response; null where it has none of that name.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <inheritdoc />
    public override string ToString() => $"{Status} {MediaType}: {Body}";
}
