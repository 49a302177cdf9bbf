using System.Net.Sockets;
using System.Text;
using Actors.Clustering.Programs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Actors.Clustering.Tests.Programs;

public sealed class UnitReadinessSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Systemd_hears_what_a_unit_waits_for_then_that_it_is_ready_then_that_it_stops()
    {
        using var systemd = Listen(_folder.At("notify"));
        var member = new Answers(HealthCheckResult.Unhealthy("no\nmember"), HealthCheckResult.Healthy());
        var program = new Answers(HealthCheckResult.Unhealthy("ill"), HealthCheckResult.Unhealthy("ill"), HealthCheckResult.Healthy());
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks().AddCheck("readiness", program);
        builder.Services.AddHostedService(provider => new UnitReadiness(new UnitSocket(_folder.At("notify")), member, provider));
        using var host = builder.Build();

        await host.StartAsync();
        Assert.Equal("STATUS=Waiting: member: no member; readiness: ill", await HeardAsync(systemd));
        Assert.Equal("STATUS=Waiting: readiness: ill", await HeardAsync(systemd));
        Assert.Equal("READY=1\nSTATUS=", await HeardAsync(systemd));
        await host.StopAsync();
        Assert.Equal("STOPPING=1\nSTATUS=Stopping", await HeardAsync(systemd));
    }

    [Fact]
    public async Task A_socket_may_be_an_abstract_one()
    {
        var name = $"actors-{Guid.NewGuid():N}";
        using var systemd = Listen($"\0{name}");

        Assert.True(new UnitSocket($"@{name}").Tell("READY=1"));

        Assert.Equal("READY=1", await HeardAsync(systemd));
    }

    [Fact]
    public void Nothing_happens_where_nobody_listens() => Assert.False(new UnitSocket(_folder.At("nobody")).Tell("READY=1"));

    /// <summary>One after the other, and the last one for good.</summary>
    private sealed class Answers(params HealthCheckResult[] results) : IHealthCheck
    {
        private int _asked;

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(results[Math.Min(_asked++, results.Length - 1)]);
    }

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    private static async Task<string> HeardAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None, limit.Token));
    }
}
