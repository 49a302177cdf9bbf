namespace Actors.HaAgent.Desired;

/// <summary>Why a server gets no traffic, in the words of <see cref="ServerState.Why"/>. One place writes them and reads them.</summary>
internal static class WhyDrained
{
    /// <summary>The node leaves.</summary>
    public const string Leaving = "leaving";

    /// <summary>Gossip has lost it.</summary>
    public const string Unreachable = "unreachable by gossip";

    /// <summary>How it begins where the agent has found that it is gone.</summary>
    public const string NotThere = "not at its address: ";

    /// <summary>How it begins where no probe has passed yet.</summary>
    public const string NoAnswer = "has not answered yet";

    /// <summary>How it begins where the node itself reports that it is not ready.</summary>
    public const string NotReady = "not ready";

    /// <summary>An operator has drained it.</summary>
    public const string ByOverride = "drained by override";

    /// <summary>An operator has put it into maintenance.</summary>
    public const string Maintenance = "in maintenance by override";

    /// <summary>That the node is not ready.</summary>
    /// <param name="reason">Why, as it reports it.</param>
    public static string NotReadyFor(string reason) => $"{NotReady}: {reason}".TrimEnd(' ', ':');

    /// <summary>That no probe has passed yet.</summary>
    /// <param name="fault">Why; empty where that is not known.</param>
    public static string NoAnswerFor(string fault) => fault.Length > 0 ? $"{NoAnswer}: {fault}" : NoAnswer;
}
