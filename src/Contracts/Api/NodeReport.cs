namespace Actors.Contracts.Api;

/// <summary>A node as HAProxy has it or will have it.</summary>
public record NodeReport
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its service.</summary>
    public required string Service { get; init; }

    /// <summary>Its address.</summary>
    public required string Address { get; init; }

    /// <summary>Its weight in HAProxy, 0 to 256.</summary>
    public required int Weight { get; init; }

    /// <summary>Whether it should get traffic; <c>effective</c> says whether it does.</summary>
    public required AdminState State { get; init; }

    /// <summary>Why it gets none; empty for ready.</summary>
    public required string Why { get; init; }

    /// <summary>Which source it is known from: <c>membership</c>, <c>file</c>, <c>held</c> or <c>report</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Since when it is in this state for this reason.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Its port.</summary>
    public required int Port { get; init; }

    /// <summary>What it serves, for people.</summary>
    public required string Version { get; init; }

    /// <summary>Its zone (<c>Node:Zone</c>); empty where it has none.</summary>
    public string Zone { get; init => field = value ?? ""; } = "";
}

/// <summary>The sources that a node is known from.</summary>
public static class NodeSource
{
    /// <summary>The cluster shows it.</summary>
    public const string Membership = "membership";

    /// <summary>Its file, until the cluster has shown it.</summary>
    public const string File = "file";

    /// <summary>The cluster has lost it, and the servers are frozen.</summary>
    public const string Held = "held";

    /// <summary>Its own report: it is not in the cluster yet, since its program is not well.</summary>
    public const string Report = "report";
}
