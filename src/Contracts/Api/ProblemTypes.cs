namespace Actors.Contracts.Api;

/// <summary>The kinds of problems, as <c>type</c> has them. They stay as they are; a title may be put better.</summary>
public static class ProblemTypes
{
    /// <summary>What each begins with.</summary>
    public const string Prefix = "urn:actors:problem:";

    /// <summary>A field of the request cannot be used: <c>errors</c> names it.</summary>
    public const string BadField = Prefix + "bad-field";

    /// <summary>The host that is asked for is not served.</summary>
    public const string HostName = Prefix + "host-name";

    /// <summary>The token is missing, or is not the one.</summary>
    public const string Token = Prefix + "token";

    /// <summary>There is no such node.</summary>
    public const string UnknownNode = Prefix + "unknown-node";

    /// <summary>There is no such service.</summary>
    public const string UnknownService = Prefix + "unknown-service";

    /// <summary>The history has no such revision.</summary>
    public const string UnknownRevision = Prefix + "unknown-revision";

    /// <summary>The cluster has no such member.</summary>
    public const string UnknownMember = Prefix + "unknown-member";

    /// <summary>The revision has no configuration or template that is kept.</summary>
    public const string NotKept = Prefix + "not-kept";

    /// <summary>Clients would be left without a node; <c>force</c> does it all the same.</summary>
    public const string NeedsForce = Prefix + "needs-force";

    /// <summary>The override cannot be.</summary>
    public const string OverrideRefused = Prefix + "override-refused";

    /// <summary>No template is pinned.</summary>
    public const string NothingPinned = Prefix + "nothing-pinned";

    /// <summary>The agent is being restarted.</summary>
    public const string Restarting = Prefix + "restarting";

    /// <summary>The template cannot be tried.</summary>
    public const string CannotTry = Prefix + "cannot-try";

    /// <summary>The member is on its way out already.</summary>
    public const string MemberLeaves = Prefix + "member-leaves";

    /// <summary>The member is down already.</summary>
    public const string MemberDown = Prefix + "member-down";

    /// <summary>More than one member has the name.</summary>
    public const string AmbiguousMember = Prefix + "ambiguous-member";

    /// <summary>It is in no cluster at the moment.</summary>
    public const string NotInCluster = Prefix + "not-in-cluster";

    /// <summary>It has not answered in time.</summary>
    public const string Busy = Prefix + "busy";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        BadField, HostName, Token, UnknownNode, UnknownService, UnknownRevision, UnknownMember, NotKept, NeedsForce, OverrideRefused,
        NothingPinned, Restarting, CannotTry, MemberLeaves, MemberDown, AmbiguousMember, NotInCluster, Busy,
    ];
}
