using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.HaAgent.Tests.Support;

/// <summary>
/// A node that answers with its name, to <c>/proto</c> with how the user came; requests below <c>/slow</c> once it is told to.
/// </summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _app;
    private int _waiting;

    private TestNode(string name, int port)
    {
        Name = name;
        Port = port;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Port));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Name { get; }

    public int Port { get; }

    /// <summary>How many requests have come that wait to be released.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public static async Task<TestNode> StartAsync(string name, int? port = null)
    {
        var node = new TestNode(name, port ?? Ports.Free());
        await node._app.StartAsync();
        return node;
    }

    /// <summary>Lets slow requests be answered, from now on at once.</summary>
    public void Release() => _released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/slow", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _waiting);
            await _released.Task.WaitAsync(http.RequestAborted);
        }

        await http.Response.WriteAsync(http.Request.Path == "/proto" ? http.Request.Headers["X-Forwarded-Proto"].ToString() : Name);
    }
}
