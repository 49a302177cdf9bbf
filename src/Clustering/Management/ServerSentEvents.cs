using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Actors.Clustering.Management;

/// <summary>An answer that goes on: one event after the other, as <c>text/event-stream</c> (HTML Living Standard, 9.2).</summary>
public sealed class ServerSentEvents
{
    private readonly HttpResponse _response;

    private ServerSentEvents(HttpResponse response) => _response = response;

    /// <summary>Begins the answer. The first comment shows the client that it is served.</summary>
    public static async Task<ServerSentEvents> BeginAsync(HttpResponse response, string comment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        var stream = new ServerSentEvents(response);
        await stream.CommentAsync(comment, cancellationToken);
        return stream;
    }

    /// <summary>An event with its data in one line of JSON.</summary>
    /// <param name="name">Which.</param>
    /// <param name="data">The data.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="at">Of when the data is, which is the event's id (RFC 3339); null for none.</param>
    public Task EventAsync<T>(
        string name, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken, DateTimeOffset? at = null) =>
        WriteAsync(
            (at is { } moment ? string.Create(CultureInfo.InvariantCulture, $"id: {moment.UtcDateTime:O}\n") : "")
                + $"event: {name}\ndata: {JsonSerializer.Serialize(data, type)}\n\n",
            cancellationToken);

    /// <summary>A line that clients skip: a sign of life.</summary>
    public Task CommentAsync(string text, CancellationToken cancellationToken) => WriteAsync($": {text}\n\n", cancellationToken);

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await _response.WriteAsync(text, cancellationToken);
        await _response.Body.FlushAsync(cancellationToken);
    }
}
