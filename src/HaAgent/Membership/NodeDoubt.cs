using System.Globalization;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>
/// What is known of a member since a connection with it has broken: its port in the cluster is asked who is there, until that is known
/// (docs/adr/0035).
/// Pure: an answer in, the next value out.
/// </summary>
/// <param name="Incarnation">The member's unique number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Port">Its port in the cluster.</param>
/// <param name="Since">Since when it is doubted; all times are of one clock.</param>
public sealed record NodeDoubt(int Incarnation, string Name, int Port, TimeSpan Since)
{
    /// <summary>
    /// A node answers within a moment, but Akka sends nothing to an address for half a second after a connection with it has failed.
    /// </summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(1.5);

    /// <summary>Most is known soon; what is not may take as long as gossip does.</summary>
    private static readonly TimeSpan AskedOftenFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(1);

    private TimeSpan? TakenSince { get; init; }

    private bool IsRenewed { get; init; }

    // A node answers there; whether it has said which one.
    private bool HasNode { get; init; }

    private bool IsNamed { get; init; }

    /// <summary>Why the member is taken for gone; null where it is not.</summary>
    public NodeAbsence? Absence { get; private init; }

    /// <summary>Whether there is nothing more to ask.</summary>
    public bool IsOver { get; private init; }

    /// <summary>A member that is doubted from now on.</summary>
    public static NodeDoubt Of(Member member, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(member);
        var name = NodeDescription.NameIn(member.AppVersion.ToString()) ?? "?";
        return new NodeDoubt(member.UniqueAddress.Uid, name, member.Address.Port ?? 0, now);
    }

    /// <summary>How long to wait before the next question.</summary>
    /// <param name="now">The moment.</param>
    public TimeSpan AskAgainAfter(TimeSpan now) => now - Since < AskedOftenFor ? Often : Seldom;

    /// <summary>Another connection with it has broken: an answer that is on its way may be from before.</summary>
    public NodeDoubt Renew() => this with { IsRenewed = true };

    /// <summary>The next question is asked now.</summary>
    public NodeDoubt Ask() => this with { IsRenewed = false };

    /// <summary>Its port has answered.</summary>
    /// <param name="answer">What.</param>
    /// <param name="now">When.</param>
    public NodeDoubt With(PortAnswer answer, TimeSpan now) => answer switch
    {
        PortAnswer.Refused => Silent() with { Absence = new NodeAbsence(Words($"nothing listens on its port {Port} any more")) },
        PortAnswer.Taken when TakenSince is null => this with { TakenSince = now },
        PortAnswer.Taken when now - TakenSince < SilentAfter => this,
        // A node of an earlier release: which one it is gossip has to find out.
        PortAnswer.Taken when HasNode && !IsNamed => this with { Absence = null, IsOver = true },
        PortAnswer.Taken => this with
        {
            Absence = Absence ?? new NodeAbsence(Words($"what listens on its port {Port} does not answer as a node")),
        },
        _ => Silent(),
    };

    /// <summary>Some node answers there, and has not said which one it is.</summary>
    public NodeDoubt WithNode() => this with { HasNode = true };

    /// <summary>A node answers there and says which one it is, or, of an earlier release, does not.</summary>
    /// <param name="incarnation">Its unique number.</param>
    /// <param name="name">Its name; one that is none counts for nothing.</param>
    public NodeDoubt With(int? incarnation, string? name) =>
        incarnation == Incarnation ? Silent() with { Absence = null, IsOver = !IsRenewed }
        : incarnation is null ? WithNode()
        : !NodeNames.IsValid(name) || name == Name
            ? this with { IsNamed = true, Absence = new NodeAbsence("it has started again and is not in the cluster yet") }
        : this with { IsNamed = true, Absence = new NodeAbsence($"node {name} is at its address now", IsReplaced: true) };

    private NodeDoubt Silent() => this with { TakenSince = null, HasNode = false, IsNamed = false };

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
