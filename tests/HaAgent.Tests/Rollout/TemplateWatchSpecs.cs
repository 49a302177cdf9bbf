using Actors.Clustering.Messages;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Rollout;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Rollout;

/// <summary>A template that changes, with writer, supervisor and a real HAProxy; the other agents are probes.</summary>
public sealed class TemplateWatchSpecs : HaProxyTestKit
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private SeenCoordinator? _coordinator;
    private IActorRef _writer = ActorRefs.Nobody;
    private IActorRef _supervisor = ActorRefs.Nobody;
    private IActorRef _watch = ActorRefs.Nobody;
    private long _revision;
    private bool _isLeaving;

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_changed_template_is_applied_by_one_reload_and_kept(string haproxy)
    {
        await using var node = await TestNode.StartAsync("web-1");
        await StartAsync(haproxy, node);
        var (first, reloads) = (Board.Current.Template!, Board.Current.HaProxy.Reloads);

        WriteTemplate(EmbeddedTemplate + "# another\n");

        AwaitInForce(first.Hash);
        Assert.Equal(reloads + 1, Board.Current.HaProxy.Reloads);
        Assert.EndsWith("# another\n", LiveConfig, StringComparison.Ordinal);
        Assert.EndsWith("# another\n", Templates.Kept!.Template.Text, StringComparison.Ordinal);
        Assert.Contains(
            History.Changes, change => change.By == "reload" && change.Trigger.Contains("the template changed", StringComparison.Ordinal));
        Assert.Equal("web-1", await GetAsync());
    }

    [Fact]
    public async Task A_changed_snippet_is_applied_too()
    {
        Directory.CreateDirectory(Folder["snippets"]);
        await using var node = await TestNode.StartAsync("web-1");
        await StartAsync(HaProxies.Dynamic ?? HaProxies.System, node, options => options with { SnippetsPath = Folder["snippets"] });
        var first = Board.Current.Template!;

        await File.WriteAllTextAsync(
            Path.Combine(Folder["snippets"], "frontend.cfg"),
            "    http-request return status 200 content-type text/plain string snipped if { path /snip }\n");

        AwaitInForce(first.Hash);
        Assert.Equal("snipped", await GetAsync("/snip"));
        Assert.Equal("web-1", await GetAsync());
    }

    [Theory]
    [InlineData("{{ nothing_like_it }}", "nothing_like_it")]
    [InlineData("{{ for x in }}", "(1,")]
    [InlineData("by-magic\n", "[ALERT]")]
    [InlineData("defaults\n    mode http\nfrontend f\n    bind 127.0.0.1:1\n", "no server line")]
    public async Task A_broken_one_is_refused_with_the_reason_while_the_old_one_serves_whoever_comes_and_goes(string template, string why)
    {
        await using var one = await TestNode.StartAsync("web-1");
        await using var two = await TestNode.StartAsync("web-2");
        var haproxy = HaProxies.Dynamic ?? HaProxies.System;
        await StartAsync(haproxy, one);
        var (first, live) = (Board.Current.Template!, LiveConfig);

        WriteTemplate(template);

        var refused = AwaitRefused();
        Assert.Contains(why, refused.Why, StringComparison.Ordinal);
        Assert.Equal(
            (first.Hash, AgentPhase.Idle, null, live),
            (Board.Current.Template!.Hash, Board.Current.Phase, Board.Current.LastFailure, LiveConfig));

        Publish(one, two);
        Assert.Equal(["web-1 Ready 100", "web-2 Ready 100"], await ServersAsync());
        Publish(two);
        Assert.Equal(["web-2 Ready 100"], await ServersAsync());
        Assert.Equal("web-2", await GetAsync());
        Assert.Equal((AgentPhase.Idle, null), (Board.Current.Phase, Board.Current.LastFailure));
        Assert.Contains("server web-2", LiveConfig, StringComparison.Ordinal);

        // An agent that starts again goes on with the last good one.
        await StopAsync();
        StartWriterAndWatch();
        Publish(one, two);
        AwaitAssert(() => Assert.Equal((first.Hash, AgentPhase.Idle), (Board.Current.Template?.Hash, Board.Current.Phase)));
        Assert.Equal(["web-1 Ready 100", "web-2 Ready 100"], await ServersAsync());
        Assert.Contains(why, AwaitRefused().Why, StringComparison.Ordinal);

        WriteTemplate(EmbeddedTemplate);
        AwaitAssert(() => Assert.Null(Board.Current.Template?.Candidate));
    }

    [Fact]
    public async Task One_that_HAProxy_takes_but_no_server_gets_on_with_is_taken_back()
    {
        await using var node = await TestNode.StartAsync("web-1");
        await StartAsync(HaProxies.Dynamic ?? HaProxies.System, node);
        await AwaitAssertAsync(async () => Assert.True((await ReadAsync()).Single().HasPassedCheck));
        var first = Board.Current.Template!;

        WriteTemplate(
            EmbeddedTemplate.Replace(
                "hdr Host {{ service.check.host }}\n", "hdr Host {{ service.check.host }}\n    http-check expect status 299\n",
                StringComparison.Ordinal));

        Assert.Contains("no server passes its check since it is applied, and 1 did before", AwaitRefused().Why, StringComparison.Ordinal);
        Assert.Equal(first.Hash, Board.Current.Template!.Hash);
        AwaitAssert(() => Assert.DoesNotContain("status 299", LiveConfig, StringComparison.Ordinal));
        await AwaitAssertAsync(async () => Assert.Equal("web-1", await GetAsync()));
    }

    [Fact]
    public async Task What_was_refused_for_something_that_was_missing_is_taken_once_it_is_there()
    {
        await using var node = await TestNode.StartAsync("web-1");
        await StartAsync(HaProxies.Dynamic ?? HaProxies.System, node);
        var first = Board.Current.Template!;
        WriteTemplate(
            EmbeddedTemplate.Replace(
                "    option forwardfor\n", $"    option forwardfor\n    http-request deny if {{ path -f {Folder["paths.lst"]} }}\n",
                StringComparison.Ordinal));
        Assert.Contains("paths.lst", AwaitRefused().Why, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Folder["paths.lst"], "/secret\n");

        AwaitInForce(first.Hash);
        Assert.Equal(("403", "web-1"), (await GetAsync("/secret"), await GetAsync()));
    }

    [Fact]
    public async Task A_template_that_is_gone_costs_nothing_and_is_told_of()
    {
        await using var node = await TestNode.StartAsync("web-1");
        await StartAsync(HaProxies.Dynamic ?? HaProxies.System, node);
        File.Delete(Options.TemplatePath);

        Assert.Contains(Options.TemplatePath, AwaitRefused().Why, StringComparison.Ordinal);
        Publish();
        Assert.Empty(await ServersAsync());

        WriteTemplate(EmbeddedTemplate);
        AwaitAssert(() => Assert.Null(Board.Current.Template?.Candidate));
    }

    [Fact]
    public async Task It_waits_for_its_turn_and_stops_where_the_coordinator_says_so()
    {
        var coordinator = CreateTestProbe();
        _coordinator = At(coordinator);
        await using var node = await TestNode.StartAsync("web-1");
        await StartAsync(HaProxies.Dynamic ?? HaProxies.System, node);
        var (first, reloads) = (Board.Current.Template!, Board.Current.HaProxy.Reloads);

        WriteTemplate(EmbeddedTemplate + "# another\n");
        var asked = coordinator.ExpectMsg<TemplateAnswer>(Patience);
        Assert.True(TemplateText.IsHash(asked.Hash), asked.Hash);
        Assert.Equal(("ha-1", "Waiting"), (asked.Agent, asked.Stage));
        AwaitCandidate(TemplateStage.Waiting, "ha-0", "the coordinator there has not answered yet");

        Turn("Waiting", "it applies this template");
        AwaitCandidate(TemplateStage.Waiting, "ha-0", "it applies this template");

        Turn("Stopped", "no \u0007such\nthing" + new string('x', 1000));
        AwaitCandidate(TemplateStage.Stopped, "ha-0", "no  such thing");
        Assert.True(Board.Current.Template!.Candidate!.Why.Length <= 200);
        Assert.Equal((first.Hash, reloads), (Board.Current.Template.Hash, Board.Current.HaProxy.Reloads));
        coordinator.FishForMessage<TemplateAnswer>(answer => answer is { Stage: "Stopped", Trial: "ha-0" }, Patience);

        // Whoever sends it, it is not from where the coordinator is.
        _coordinator = At(coordinator) with { Address = Address.Parse("akka.tcp://actors@10.0.0.1:4053") };
        Turn("Applying", "");
        coordinator.FishForMessage<TemplateAnswer>(answer => answer.Stage == "Stopped", Patience);
        Assert.Equal(TemplateStage.Stopped, Board.Current.Template!.Candidate!.Stage);

        // A balancer that leaves takes no turn, and asks for none.
        _coordinator = At(coordinator);
        _isLeaving = true;
        Turn("Applying", "");
        coordinator.FishForMessage<TemplateAnswer>(answer => answer.Stage == "Other", Patience);
        Assert.Equal(TemplateStage.Stopped, Board.Current.Template!.Candidate!.Stage);
        // It remembers whose it is all the same: the coordinator waits for that.
        _watch.Tell(new TemplateTurn(asked.Hash, "Waiting", "ha-9", "") { Trial = "ha-9" }, coordinator);
        coordinator.FishForMessage<TemplateAnswer>(answer => answer is { Stage: "Other", Trial: "ha-9" }, Patience);

        _isLeaving = false;
        Turn("Applying", "");
        AwaitInForce(first.Hash);

        void Turn(string stage, string why) =>
            _watch.Tell(new TemplateTurn(asked.Hash, stage, "ha-0", why) { Trial = stage == "Stopped" ? "ha-0" : null }, coordinator);
    }

    [Fact]
    public async Task An_agent_that_starts_with_a_new_template_waits_until_it_is_in_the_cluster_and_knows_of_the_others()
    {
        _coordinator = SeenCoordinator.None(false);
        await using var node = await TestNode.StartAsync("web-1");
        await StartAsync(HaProxies.Dynamic ?? HaProxies.System, node);
        var first = Board.Current.Template!;
        await StopAsync();
        WriteTemplate(EmbeddedTemplate + "# another\n");

        StartWriterAndWatch();
        Publish(node);

        AwaitCandidate(TemplateStage.Waiting, "", "this agent is not in the cluster yet");
        Assert.DoesNotContain("# another", LiveConfig, StringComparison.Ordinal);
        _coordinator = Alone();
        AwaitInForce(first.Hash);
    }

    [Fact]
    public async Task It_tells_the_others_how_far_it_is()
    {
        await using var node = await TestNode.StartAsync("web-1");
        await StartAsync(HaProxies.Dynamic ?? HaProxies.System, node);
        var asker = CreateTestProbe();
        Assert.Equal(new TemplateAnswer("ha-1", Templates.Kept!.Template.Hash, "InForce", ""), Ask(Templates.Kept.Template.Hash));
        Assert.Equal(new TemplateAnswer("ha-1", "0123456789abcdef", "Other", ""), Ask("0123456789abcdef"));

        foreach (var hostile in new[] { "", "0123456789ABCDEF", "0123456789abcdef\n", new string('0', 8000) })
        {
            _watch.Tell(new TemplateAsk(hostile), asker);
        }

        asker.ExpectNoMsg(Often);
        WriteTemplate("by-magic\n");
        AwaitRefused();

        var answer = Ask(Board.Current.Template!.Candidate!.Hash);
        Assert.Equal("Refused", answer.Stage);
        Assert.True(answer.Why.Length is > 0 and <= 200, answer.Why);

        TemplateAnswer Ask(string hash)
        {
            _watch.Tell(new TemplateAsk(hash), asker);
            return asker.ExpectMsg<TemplateAnswer>(Patience);
        }
    }

    [Fact]
    public async Task While_an_earlier_one_is_pinned_nothing_is_taken_up()
    {
        await using var node = await TestNode.StartAsync("web-1");
        await StartAsync(HaProxies.Dynamic ?? HaProxies.System, node);
        var first = Board.Current.Template!;
        Templates.Pin(new PinnedTemplate(new(1), EmbeddedTemplate + "# pinned\n", DateTimeOffset.UnixEpoch));

        WriteTemplate(EmbeddedTemplate + "# another\n");

        AwaitCandidate(TemplateStage.Waiting, "", "revision 1 is pinned");
        Publish(node);
        Assert.EndsWith("# pinned\n", LiveConfig, StringComparison.Ordinal);

        Templates.Pin(null);
        AwaitInForce(first.Hash);
        Assert.EndsWith("# another\n", LiveConfig, StringComparison.Ordinal);
    }

    private async Task StartAsync(string haproxy, TestNode node, Func<HaProxyOptions, HaProxyOptions>? change = null)
    {
        Use(haproxy, change);
        _supervisor = StartSupervisor();
        StartWriterAndWatch();
        Publish(node);
        AwaitAssert(() => Assert.NotNull(Board.Current.Template));
        await AwaitAssertAsync(async () => Assert.Equal("web-1", await GetAsync()));
    }

    private void StartWriterAndWatch()
    {
        // As a process that starts again: what was kept is read from disk.
        var templates = new TemplateStore(Folder["state"], Options, NullLogger<TemplateStore>.Instance);
        Templates = templates;
        _writer = StartWriter(_supervisor, Version);
        var settings = new TemplateWatchSettings("ha-1") { LookEvery = Often, RetryAfter = Often, IsLeaving = () => _isLeaving };
        _coordinator ??= Alone();
        _watch = Sys.ActorOf(
            TemplateWatch.CreateProps(
                templates, settings, new TemplateEffects(Options, DryRuns, Control, _writer), () => _coordinator!, _writer, Events,
                TimeProvider.System, NullLogger.Instance));
    }

    private async Task StopAsync()
    {
        await _watch.GracefulStop(Patience);
        await _writer.GracefulStop(Patience);
        Board.Update(status => status with { Template = null });
    }

    private void Publish(params TestNode[] nodes)
    {
        var snapshot = new MembershipSnapshot(
            Sample.Revision(++_revision), [.. nodes.Select(node => Sample.Node(node.Name, "127.0.0.1", port: node.Port))], []);
        _writer.Tell(new MembershipChanged(snapshot, TimeProvider.System.GetTimestamp()), TestActor);
        FishForMessage<SnapshotApplied>(applied => applied.Revision.Number == _revision, Patience);
    }

    private void AwaitInForce(string before) => AwaitAssert(
        () =>
        {
            Assert.NotEqual(before, Board.Current.Template!.Hash);
            Assert.Null(Board.Current.Template.Candidate);
        });

    private TemplateCandidateReport AwaitRefused()
    {
        AwaitAssert(() => Assert.Equal(TemplateStage.Refused, Board.Current.Template?.Candidate?.Stage));
        return Board.Current.Template!.Candidate!;
    }

    private void AwaitCandidate(TemplateStage stage, string agent, string why) => AwaitAssert(
        () =>
        {
            var candidate = Board.Current.Template?.Candidate;
            Assert.Equal((stage, agent), (candidate?.Stage, candidate?.Agent));
            Assert.StartsWith(why, candidate!.Why, StringComparison.Ordinal);
        });

    private SeenCoordinator Alone() => At(Sys.ActorOf(Props.Create(() => new EachAtOnce())));

    private SeenCoordinator At(ICanTell coordinator) =>
        new(true, "ha-0", ((ExtendedActorSystem)Sys).Provider.DefaultAddress, coordinator);

    /// <summary>A coordinator of this agent alone: each question is its turn.</summary>
    private sealed class EachAtOnce : ReceiveActor
    {
        public EachAtOnce() =>
            Receive<TemplateAnswer>(answer => Sender.Tell(new TemplateTurn(answer.Hash, "Applying", "", "")));
    }
}
