using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Actors.HaAgent.Api;

/// <summary>The body of a request as a value.</summary>
internal static class JsonBody
{
    /// <summary>Reads it; null where it is not what it must be.</summary>
    public static async Task<T?> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
