using Actors.Contracts.Api;
using Actors.Dev.Nodes;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Nodes;

public class RefusalsSpecs
{
    private readonly Refusals _refusals = new();

    [Fact]
    public void A_refused_configuration_is_hopeless_soon_also_when_futile_starts_come_in_between()
    {
        Look(ApplyStage.Check, ApplyStage.Start);
        Assert.False(_refusals.IsHopeless);

        Look(ApplyStage.Start);

        Assert.True(_refusals.IsHopeless);
        Assert.Equal(["Check: bad", "correct it"], _refusals.Words);
    }

    [Fact]
    public void A_start_that_fails_gets_more_time()
    {
        Look([.. Enumerable.Repeat(ApplyStage.Start, 14)]);
        Assert.False(_refusals.IsHopeless);

        Look(ApplyStage.Start);

        Assert.True(_refusals.IsHopeless);
    }

    [Fact]
    public void HAProxy_that_runs_ends_the_count()
    {
        Look(ApplyStage.Check, ApplyStage.Check);
        _refusals.Look(Answer(ApplyStage.Check, running: true));
        Look(ApplyStage.Check, ApplyStage.Check);
        _refusals.Look(null);
        Look(ApplyStage.Check, ApplyStage.Check);

        Assert.False(_refusals.IsHopeless);
    }

    private void Look(params ApplyStage[] stages)
    {
        foreach (var stage in stages)
        {
            _refusals.Look(Answer(stage, running: false));
        }
    }

    private static AgentStatus Answer(ApplyStage stage, bool running) =>
        Answers.Agent with
        {
            HaProxy = new HaProxyStatus(running, null, "", 0, 0, 0, 0),
            LastFailure = Answers.Failure(stage, "bad\n", "correct it")
        };
}
