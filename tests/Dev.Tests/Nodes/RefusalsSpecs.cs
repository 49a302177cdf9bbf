using Actors.Cli.Client;
using Actors.Dev.Nodes;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Nodes;

public class RefusalsSpecs
{
    private readonly Refusals _refusals = new();

    [Fact]
    public void A_refused_configuration_is_hopeless_soon_also_when_futile_starts_come_in_between()
    {
        Look("Check", "Start");
        Assert.False(_refusals.IsHopeless);

        Look("Start");

        Assert.True(_refusals.IsHopeless);
        Assert.Equal(["Check: bad", "mend it"], _refusals.Words);
    }

    [Fact]
    public void A_start_that_fails_gets_more_time()
    {
        Look([.. Enumerable.Repeat("Start", 14)]);
        Assert.False(_refusals.IsHopeless);

        Look("Start");

        Assert.True(_refusals.IsHopeless);
    }

    [Fact]
    public void HAProxy_that_runs_ends_the_count()
    {
        Look("Check", "Check");
        _refusals.Look(Answer("Check", running: true));
        Look("Check", "Check");
        _refusals.Look(null);
        Look("Check", "Check");

        Assert.False(_refusals.IsHopeless);
    }

    private void Look(params string[] stages)
    {
        foreach (var stage in stages)
        {
            _refusals.Look(Answer(stage, running: false));
        }
    }

    private static StatusAnswer Answer(string stage, bool running) =>
        Answers.Agent with
        {
            Haproxy = new HaProxyAnswer(running, null, null, 0, 0, 0, 0),
            LastFailure = Answers.Failure(stage, "bad\n", "mend it")
        };
}
