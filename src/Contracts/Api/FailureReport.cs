namespace Actors.Contracts.Api;

/// <summary>Why a desired state is not applied.</summary>
/// <param name="Revision">Its revision.</param>
/// <param name="Stage">Where it failed.</param>
/// <param name="Output">The message there: of HAProxy, of the system, of the template.</param>
/// <param name="Hint">What an operator can do.</param>
/// <param name="At">When it failed.</param>
public sealed record FailureReport(long Revision, ApplyStage Stage, string Output, string Hint, DateTimeOffset At);

/// <summary>The stages from a desired state to an HAProxy that has it, in order.</summary>
public enum ApplyStage
{
    /// <summary>The template is rendered.</summary>
    Render,

    /// <summary>HAProxy validates the configuration.</summary>
    Check,

    /// <summary>The configuration is written to the disk.</summary>
    Write,

    /// <summary>HAProxy is started.</summary>
    Start,

    /// <summary>Commands of the runtime API.</summary>
    Runtime,

    /// <summary>HAProxy is reloaded.</summary>
    Reload,

    /// <summary>What HAProxy has is read back.</summary>
    Verify,
}
