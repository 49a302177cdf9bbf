using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Actors.WebNode.Programs;

/// <summary>
/// Asks the program once, at the address where HAProxy will reach it: a connection for TCP; for HTTP any answer, or a 200 at
/// the path of its health. Each time on a connection of its own.
/// </summary>
/// <param name="address">Where the program listens.</param>
/// <param name="isHttp">Whether it speaks HTTP.</param>
/// <param name="healthPath">The path of its health; empty for none.</param>
/// <param name="time">For the limit of a check.</param>
public sealed class HealthProbe(IPEndPoint address, bool isHttp, string healthPath, TimeProvider time) : IDisposable
{
    /// <summary>The longest that a check may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>What is wrong; null where the program is well.</summary>
    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return isHttp ? await RequestAsync(either.Token) : await ConnectAsync(either.Token);
        }
        catch (Exception error) when (error is SocketException or HttpRequestException)
        {
            return $"{address} does not answer: {(error.InnerException ?? error).Message}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{address} has not answered within {Longest.TotalSeconds} s");
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<string?> ConnectAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, cancellationToken);
        return null;
    }

    private async Task<string?> RequestAsync(CancellationToken cancellationToken)
    {
        var hasPath = healthPath.Length > 0;
        using var request = new HttpRequestMessage(hasPath ? HttpMethod.Get : HttpMethod.Head, new Uri($"http://{address}{(hasPath ? healthPath : "/")}"));
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return hasPath && answer.StatusCode != HttpStatusCode.OK ? $"{healthPath} answered {(int)answer.StatusCode}" : null;
    }
}
