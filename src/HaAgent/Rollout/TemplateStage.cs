namespace Actors.HaAgent.Rollout;

/// <summary>How far an agent is with a template.</summary>
public enum TemplateStage
{
    /// <summary>It has another one on its disk, and nothing to do with this one.</summary>
    Other,

    /// <summary>It waits for its turn.</summary>
    Waiting,

    /// <summary>It is busy with another one.</summary>
    Busy,

    /// <summary>It is checked and applied at this moment.</summary>
    Applying,

    /// <summary>It is applied, and HAProxy is well.</summary>
    InForce,

    /// <summary>An operator has pinned the template of an earlier revision: this agent takes no part.</summary>
    Pinned,

    /// <summary>It was refused, or did not do: the one before goes on.</summary>
    Refused,

    /// <summary>Another agent has refused it: the one before goes on.</summary>
    Stopped,
}
