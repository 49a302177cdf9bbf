using System.Net;
using Actors.Backend.Health;
using Actors.Backend.Leaving;
using Actors.Backend.Settings;
using Actors.Clustering.Hosting;
using Actors.Clustering.Resources;
using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.Backend.Hosting;

/// <summary>
/// The app's node of the cluster: begins once the web server is open, for only then is its port known (docs/adr/0023), and leaves
/// before any other service of the host stops.
/// </summary>
internal sealed class BackendNode(
    BackendSettings settings,
    HealthWatch health,
    Readiness readiness,
    IServer server,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggers,
    TimeProvider time) : IHostedLifecycleService, IDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<BackendNode>();
    private readonly CancellationTokenSource _stopping = new();
    private readonly StartClaims _claims = new(time);
    private ClusterNode? _node;
    private Task _watching = Task.CompletedTask;

    /// <summary>
    /// Before anything else of the host has begun: are the settings right, and does no other program have what they name?
    /// </summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (settings.Faults.Count > 0)
        {
            throw new OptionsValidationException(HaProxyBackendOptions.Section, typeof(HaProxyBackendOptions), settings.Faults);
        }

        if (settings.Enabled)
        {
            await ClaimAsync(cancellationToken);
            health.Begin();
        }
    }

    /// <summary>Every service runs now, the web server too: join.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!settings.Enabled)
        {
            _logger.LogInformation("HaProxyBackend:Enabled is false: this app joins no cluster, and no HAProxy knows it.");
            return;
        }

        var (port, doubt) = ServerPort.Of(server, settings);
        if (doubt is not null)
        {
            _logger.LogWarning("HAProxy may not reach this app: {Doubt}", doubt);
        }

        await health.LookAsync(cancellationToken);
        _node = MakeNode(settings.Served with { Port = port });
        await _node.StartAsync(cancellationToken);
        await _node.StartedAsync(cancellationToken);
        _watching = health.RunAsync(_stopping.Token);
    }

    /// <summary>Leaves gracefully while all other services still run. The steps have limits of their own.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _watching;
        if (_node is not null)
        {
            await _node.StoppingAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _node?.Dispose();
        _claims.Dispose();
        _stopping.Dispose();
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        const string Section = HaProxyBackendOptions.Section + ":" + NodeOptions.Section;
        _claims.Add(
            new PortClaim(
                Section + ":Port",
                new IPEndPoint(IPAddress.Parse(settings.Node.BindHost), settings.Node.Port))
            { AddressSetting = Section + ":BindHost" });
        _claims.Add(new FolderClaim(Section + ":StatePath", settings.Node.StatePath));
        foreach (var doubt in await _claims.TakeAsync(cancellationToken))
        {
            _logger.LogWarning("{Doubt}", doubt);
        }
    }

    private ClusterNode MakeNode(ServedService served)
    {
        var node = settings.Node;
        var description = served.Describe(node);
        _logger.LogInformation("This app is {Description}, at {Address}", description, new SeedAddress(node.Host, served.Port));
        var setup = new ClusterNodeSetup
        {
            Identity = NodeIdentity.For(description),
            RoleHocon = OrderlyLeave.Hocon(settings.LeaveTimeout),
            StartActors = (system, _) =>
            OrderlyLeave.Start(
                system, node.Name, readiness, server.StopAsync, settings.LeaveTimeout, time, loggers.CreateLogger<AgentLink>()),
        };
        var knownMembers = new KnownMembersFile(node.StatePath, loggers.CreateLogger<KnownMembersFile>());
        return new ClusterNode(node, setup, knownMembers, services, lifetime, loggers, time);
    }
}
