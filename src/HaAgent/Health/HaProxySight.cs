namespace Actors.HaAgent.Health;

/// <summary>What the agent can see of HAProxy at a moment.</summary>
public enum HaProxySight
{
    /// <summary>HAProxy has said what it has of each server.</summary>
    Answers,

    /// <summary>It could not be asked just now: a server is taken to be as it should be.</summary>
    Unknown,

    /// <summary>It runs and has not answered for longer than a reload takes.</summary>
    Silent,

    /// <summary>It does not run: nothing is served.</summary>
    Ended,
}
