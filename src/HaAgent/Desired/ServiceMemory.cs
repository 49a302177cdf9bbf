using System.Collections.Immutable;

namespace Actors.HaAgent.Desired;

/// <summary>
/// The services that are there or were a while ago. One without nodes keeps its backend for that while: a client that asks for it gets 503
/// from it and no other's answer, and nodes that come back need no reload. Pure: each observation gives the next memory.
/// </summary>
/// <param name="KeepFor">How long a service without nodes is kept.</param>
/// <param name="Entries">What is remembered, by name.</param>
public sealed record ServiceMemory(TimeSpan KeepFor, ImmutableSortedDictionary<string, RememberedService> Entries)
{
    /// <summary>The services that count at a moment.</summary>
    public ImmutableArray<ServiceState> Known(DateTimeOffset now) =>
        [.. Entries.Values.Where(entry => !IsOver(entry, now)).Select(entry => entry.Service)];

    /// <summary>The memory after a decision.</summary>
    /// <param name="desired">What was decided.</param>
    /// <param name="now">The moment.</param>
    public ServiceMemory Observe(DesiredState desired, DateTimeOffset now)
    {
        var alive = desired.Servers.Select(server => server.Service).ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Entries = desired.Services.ToImmutableSortedDictionary(
                service => service.Name,
                service =>
                new RememberedService(
                    service, alive.Contains(service.Name) ? null : Entries.GetValueOrDefault(service.Name)?.EmptySince ?? now),
                StringComparer.Ordinal),
        };
    }

    /// <summary>After how long the next service is forgotten; null where none is.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="lasting">The service that is never forgotten.</param>
    public TimeSpan? NextEnd(DateTimeOffset now, string lasting) => Entries.Values
        .Where(entry => entry.EmptySince is not null && entry.Service.Name != lasting)
        .Select(entry => (TimeSpan?)(entry.EmptySince!.Value + KeepFor - now)).Min();

    /// <summary>Whether both remember the same.</summary>
    public bool IsAs(ServiceMemory other) => Entries.SequenceEqual(other.Entries);

    private bool IsOver(RememberedService entry, DateTimeOffset now) => entry.EmptySince is { } since && now - since >= KeepFor;
}

/// <summary>A service that is remembered.</summary>
/// <param name="Service">What it had last.</param>
/// <param name="EmptySince">Since when no node is in it; null while one is.</param>
public sealed record RememberedService(ServiceState Service, DateTimeOffset? EmptySince);
