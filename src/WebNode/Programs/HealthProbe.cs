using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Actors.WebNode.Programs;

/// <summary>
/// Asks the program once, at the address where HAProxy will reach it: a connection for TCP; for HTTP as its check says. Each time on a
/// connection of its own.
/// </summary>
/// <param name="address">Where the program listens.</param>
/// <param name="isHttp">Whether it speaks HTTP.</param>
/// <param name="check">How it is asked; of a TCP program only the timeout counts.</param>
/// <param name="time">For the limit of a check.</param>
public sealed class HealthProbe(IPEndPoint address, bool isHttp, HttpCheck check, TimeProvider time) : IDisposable
{
    private readonly HttpClient _client = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.Zero
        })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>What is wrong; null where the program is well.</summary>
    public async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(check.Timeout, time);
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
            return string.Create(CultureInfo.InvariantCulture, $"{address} has not answered within {check.Timeout.TotalSeconds} s");
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
        using var request = new HttpRequestMessage(new HttpMethod(check.Method), new Uri($"http://{address}{check.Path}"));
        request.Headers.Host = check.Host;
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return check.Takes((int)answer.StatusCode) ? null : $"{check} answered {(int)answer.StatusCode}, which is none of {check.Status}";
    }
}
