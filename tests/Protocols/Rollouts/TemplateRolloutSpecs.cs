using Actors.Contracts.Api;
using Actors.HaAgent.Templates;
using Actors.Protocols.Harness;

namespace Actors.Protocols.Rollouts;

/// <summary>A changed template goes round three agents by one coordinator, which may die, leave, or be cut off meanwhile.</summary>
public sealed class TemplateRolloutSpecs : IAsyncDisposable
{
    private static readonly TemplateText Second = new("second", "here", Snippets.None);
    private static readonly TemplateText Third = new("third", "here", Snippets.None);
    private static readonly string[] All = ["ha-1", "ha-2", "ha-3"];
    // ha-1 is the oldest: the coordinator is beside it, and it is the first to try. Two seeds keep the rest in the majority.
    private readonly TestCluster _cluster = new(["seed-1", "seed-2", .. All]);
    private readonly Agents _agents;

    public TemplateRolloutSpecs() => _agents = new Agents(_cluster);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task It_goes_round_one_at_a_time_the_oldest_first()
    {
        await StartAsync();

        _agents.Write(Second);

        await UntilInForceAsync(Second, All);
        _agents.AssertOneAtATime(Second);
        Assert.Equal(All, _agents.Trials(Second).Select(trial => trial.Agent));
        // And at rest nothing is asked any more.
        await _cluster.PassAsync(TimeSpan.FromSeconds(15));
        _agents.Write(Third);
        await UntilInForceAsync(Third, All);
        _agents.AssertOneAtATime(Third);
    }

    [Fact]
    public async Task One_that_refuses_it_stops_it_for_all_until_it_takes_it()
    {
        await StartAsync();
        _agents["ha-2"].Refuses = [Second.Hash];

        _agents.Write(Second);
        await UntilAsync("ha-3", TemplateStage.Stopped, "ha-2");
        await _cluster.PassAsync(TimeSpan.FromSeconds(60));

        Assert.Equal((true, false), (_agents["ha-1"].Has(Second), _agents["ha-3"].Has(Second)));
        _agents["ha-2"].Refuses = [];
        await UntilInForceAsync(Second, All);
        _agents.AssertOneAtATime(Second);
    }

    [Fact]
    public async Task One_that_falls_silent_over_it_stops_it_until_it_is_back_and_has_it()
    {
        await StartAsync();
        _agents["ha-2"].IsSlow = true;
        _agents.Write(Second);
        await UntilAsync("ha-2", TemplateStage.Applying);

        await _cluster.PowerOffAsync("ha-2");
        await UntilAsync("ha-3", TemplateStage.Stopped, "ha-2");
        await _cluster.PassAsync(TimeSpan.FromSeconds(60));
        Assert.False(_agents["ha-3"].Has(Second));

        _agents["ha-2"].GoOn();
        await _cluster.StartAsync("ha-2");
        await UntilInForceAsync(Second, All);
        // It was the first to try again, alone.
        Assert.Equal(["ha-1", "ha-2", "ha-2", "ha-3"], _agents.Trials(Second).Select(trial => trial.Agent));
        _agents.AssertOneAtATime(Second);
    }

    [Fact]
    public async Task One_that_falls_silent_before_its_turn_is_passed_over()
    {
        await StartAsync();
        await _cluster.PowerOffAsync("ha-2");

        _agents.Write(Second);

        await UntilInForceAsync(Second, "ha-1", "ha-3");
        _agents.AssertOneAtATime(Second);
    }

    [Fact]
    public async Task A_coordinator_that_dies_while_another_agent_tries_it_is_followed_by_one_that_finishes()
    {
        await StartAsync();
        _agents["ha-2"].IsSlow = true;
        _agents.Write(Second);
        await UntilAsync("ha-2", TemplateStage.Applying);
        Assert.True(_agents["ha-1"].Has(Second));

        await _cluster.CrashAsync("ha-1");
        await _cluster.PassAsync(TimeSpan.FromSeconds(30));
        // The next one has found ha-2 at it, and has given no other its turn.
        Assert.Equal((TemplateStage.Waiting, "ha-2"), (_agents["ha-3"].Candidate?.Stage, _agents["ha-3"].Candidate?.Agent));
        _agents["ha-2"].GoOn();

        await UntilInForceAsync(Second, "ha-2", "ha-3");
        Assert.Equal(All, _agents.Trials(Second).Select(trial => trial.Agent));
        _agents.AssertOneAtATime(Second);
    }

    [Fact]
    public async Task A_coordinator_that_dies_with_the_agent_that_tries_it_is_followed_by_one_that_stops_it()
    {
        await StartAsync();
        _agents["ha-1"].IsSlow = true;
        _agents.Write(Second);
        await UntilAsync("ha-1", TemplateStage.Applying);

        await _cluster.CrashAsync("ha-1");
        await UntilAsync("ha-2", TemplateStage.Stopped, "ha-1");
        await UntilAsync("ha-3", TemplateStage.Stopped, "ha-1");
        await _cluster.PassAsync(TimeSpan.FromSeconds(60));

        // It has stopped, and does not go on all the same, nor with a third coordinator.
        await _cluster.StopAsync("ha-2");
        await _cluster.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((TemplateStage.Stopped, "ha-1"), (_agents["ha-3"].Candidate?.Stage, _agents["ha-3"].Candidate?.Agent));
        Assert.Equal(["ha-1"], _agents.Trials(Second).Select(trial => trial.Agent));

        // Another template is another matter.
        _agents.Write(Third);
        await UntilInForceAsync(Third, "ha-3");
    }

    [Fact]
    public async Task A_coordinator_that_leaves_hands_over()
    {
        await StartAsync();
        _agents["ha-2"].IsSlow = true;
        _agents.Write(Second);
        await UntilAsync("ha-2", TemplateStage.Applying);

        await _cluster.StopAsync("ha-1");
        _agents["ha-2"].GoOn();

        await UntilInForceAsync(Second, "ha-2", "ha-3");
        Assert.Equal(All, _agents.Trials(Second).Select(trial => trial.Agent));
        _agents.AssertOneAtATime(Second);
        // No message of Akka's own was refused (docs/adr/0003).
        Assert.All(_cluster.Nodes, node => Assert.Null(node.LoggedAt("may not cross nodes")));
    }

    [Fact]
    public async Task A_coordinator_that_is_cut_off_with_the_agent_that_tries_it_stops_it_on_the_other_side_until_all_are_one_again()
    {
        await StartAsync();
        _agents["ha-1"].IsSlow = true;
        _agents.Write(Second);
        await UntilAsync("ha-1", TemplateStage.Applying);

        _cluster.Isolate("ha-1");
        await UntilAsync("ha-2", TemplateStage.Stopped, "ha-1");
        await _cluster.PassAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((false, false), (_agents["ha-2"].Has(Second), _agents["ha-3"].Has(Second)));

        _agents["ha-1"].GoOn();
        _cluster.Heal();
        await _cluster.UntilWholeAsync();
        await UntilInForceAsync(Second, All);
        _agents.AssertOneAtATime(Second);
    }

    // One after the other, each up before the next comes: else the one that is started first need not be the oldest.
    private async Task StartAsync()
    {
        await _cluster.StartAsync("seed-1", "seed-2");
        foreach (var agent in All)
        {
            await _cluster.StartAsync(agent);
            await _cluster.UntilWholeAsync();
        }
    }

    private Task UntilInForceAsync(TemplateText template, params string[] agents) => _cluster.UntilAsync(
        $"{template.Text} is in force at {string.Join(' ', agents)}", () => agents.All(agent => _agents[agent].Has(template)));

    private Task UntilAsync(string agent, TemplateStage stage, string? about = null) => _cluster.UntilAsync(
        $"{agent} is {stage} {about}",
        () => _agents[agent].Candidate is { } candidate && candidate.Stage == stage && (about is null || candidate.Agent == about));
}
