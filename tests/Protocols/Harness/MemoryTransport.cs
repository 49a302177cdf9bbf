using Actors.Clustering;
using Actors.Clustering.Seeds;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Transport;

namespace Actors.Protocols.Harness;

/// <summary>Akka.Remote over <see cref="Network"/>. Its addresses look as those of TCP do.</summary>
public sealed class MemoryTransport : Transport
{
    private readonly TaskCompletionSource<IAssociationEventListener> _listener = new();
    private readonly Network _network;

    public MemoryTransport(ActorSystem system, Config config)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(config);
        System = system;
        Config = config;
        SchemeIdentifier = "tcp";
        MaximumPayloadBytes = config.GetByteSize("maximum-frame-size", null)!.Value;
        _network = World.Named(config.GetString(World.Key)).Network;
        Self = new SeedAddress(config.GetString("public-hostname"), config.GetInt("port"));
        Address = new Address(SchemeIdentifier, system.Name, NodeHost.Bracketed(Self.Host), Self.Port);
    }

    internal SeedAddress Self { get; }

    internal Address Address { get; }

    // Akka waits without an end for the answer of one that throws at once.
    public override async Task<(Address, TaskCompletionSource<IAssociationEventListener>)> Listen()
    {
        await Task.CompletedTask;
        _network.Listen(this);
        return (Address, _listener);
    }

    public override bool IsResponsibleFor(Address remote) => true;

    public override Task<AssociationHandle> Associate(Address remoteAddress) =>
        _network.ConnectAsync(this, SeedAddress.From(remoteAddress)!);

    public override Task<bool> Shutdown()
    {
        _network.Close(this);
        return Task.FromResult(true);
    }

    internal void Accept(AssociationHandle handle) =>
        _listener.Task.ContinueWith(
            task =>
            task.Result.Notify(
                new InboundAssociation(handle)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
}
