namespace Actors.HaAgent.Overrides;

/// <summary>What an operator wants of a node, or of a service.</summary>
public abstract record OverrideChange
{
    private OverrideChange()
    {
    }

    /// <summary>It gets no new traffic; a client with its cookie still gets there.</summary>
    public sealed record Drain : OverrideChange;

    /// <summary>It gets nothing and is not checked.</summary>
    public sealed record Maintenance : OverrideChange;

    /// <summary>Drain and maintenance are taken back; whether it gets traffic is again for the node and HAProxy's checks to say.</summary>
    public sealed record Ready : OverrideChange;

    /// <summary>Its share of the requests.</summary>
    /// <param name="Weight">0 to 256; null for the node's own.</param>
    public sealed record SetWeight(int? Weight) : OverrideChange;

    /// <summary>How the traffic of a service is split by version.</summary>
    /// <param name="Canary">The version and its share; null for by the nodes' weights.</param>
    public sealed record SetCanary(CanaryShare? Canary) : OverrideChange;

    /// <summary>Lost nodes of every service stay in HAProxy, or are removed again.</summary>
    /// <param name="Frozen">Which.</param>
    public sealed record SetFrozen(bool Frozen) : OverrideChange;
}
