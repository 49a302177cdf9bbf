using Actors.Contracts.Api;

namespace Actors.Dev.Nodes;

/// <summary>Sees when waiting for HAProxy is in vain: it does not run, and its agent fails again and again. Pure.</summary>
internal sealed class Refusals
{
    // A configuration that is refused stays so; what keeps a good one from starting, such as a port, may pass.
    private const int EnoughRefused = 3;
    private const int EnoughFailed = 15;

    private FailureReport? _refused;
    private FailureReport? _failed;
    private int _count;

    public bool IsHopeless => _count >= (_refused is null ? EnoughFailed : EnoughRefused);

    /// <summary>The validator's own words when it has said any; an attempt to start with no configuration follows each refusal.</summary>
    public IEnumerable<string> Words =>
        (_refused ?? _failed) is { } failure
            ? $"{failure.Stage}: {failure.Output.Trim()}\n{failure.Hint}".Split('\n').Where(line => line.Length > 0)
            : [];

    /// <summary>Once a second, with what the agent says; null when it does not answer.</summary>
    public void Look(AgentStatus? agent)
    {
        if (agent is not { LastFailure: { } failure, HaProxy.Running: false })
        {
            _refused = _failed = null;
            _count = 0;
            return;
        }

        _count++;
        _failed = failure;
        if (failure.Stage is ApplyStage.Render or ApplyStage.Check)
        {
            _refused = failure;
        }
    }
}
