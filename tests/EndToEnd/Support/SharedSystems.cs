using Actors.Harness.Networks;

namespace Actors.EndToEnd.Support;

/// <summary>Shared by what is about nodes that come, go and die.</summary>
[CollectionDefinition(Name)]
public sealed class MembersSystem() : SharedSystem(nodes: 7), ICollectionFixture<MembersSystem>
{
    public const string Name = "members";
}

/// <summary>Shared by what is about nodes that come, go and die where there is no IPv4. Needs root.</summary>
[CollectionDefinition(Name)]
public sealed class IPv6OnlySystem : SharedSystem, ICollectionFixture<IPv6OnlySystem>
{
    public const string Name = "members by IPv6 only";
    private readonly IPv6Only _network = new();

    public IPv6OnlySystem()
        : base(nodes: 7) => Network = _network;

    public override Task InitializeAsync() => _network.LayAsync();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _network.DisposeAsync();
    }
}

/// <summary>Shared by what is about the agent, what it is given, and who lets others in.</summary>
[CollectionDefinition(Name)]
public sealed class AgentsSystem() : SharedSystem(nodes: 5), ICollectionFixture<AgentsSystem>
{
    public const string Name = "agents";
}

/// <summary>Shared by what is about two agents.</summary>
[CollectionDefinition(Name)]
public sealed class TwoAgentsSystem() : SharedSystem(nodes: 7), ICollectionFixture<TwoAgentsSystem>
{
    public const string Name = "two agents";
}

/// <summary>Shared by what is about programs that know nothing of us, behind HAProxy.</summary>
[CollectionDefinition(Name)]
public sealed class ProgramsSystem : SharedSystem, ICollectionFixture<ProgramsSystem>
{
    public const string Name = "programs";

    public ProgramsSystem()
        : base(nodes: 11) => Network = new LoopbackWithoutLowPorts();
}

/// <summary>Shared by what is about such programs and their nodes alone.</summary>
[CollectionDefinition(Name)]
public sealed class ProgramEndsSystem() : SharedSystem(nodes: 6), ICollectionFixture<ProgramEndsSystem>
{
    public const string Name = "ends of programs";
}
