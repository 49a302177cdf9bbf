using System.Collections.Concurrent;
using System.Diagnostics;
using Actors.HaAgent.Events;
using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Tests.Reconciling;

/// <summary>What OpenTelemetry gets of a change, with writer, supervisor and HAProxy as they are.</summary>
public sealed class TraceSpecs : HaProxyTestKit
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public TraceSpecs()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Tracing.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_change_is_one_trace_from_the_event_to_what_was_read_back(string haproxy)
    {
        await using var one = await TestNode.StartAsync("web-traced");
        Use(haproxy, null);
        var writer = StartWriter(StartSupervisor(), Version);
        AwaitCondition(() => Board.Current.Phase == AgentPhase.Idle);

        writer.Tell(
            new MembershipChanged(
                new MembershipSnapshot(Sample.Revision(1), [Sample.Node("web-traced", "127.0.0.1", port: one.Port)], []),
                TimeProvider.System.GetTimestamp()),
            TestActor);
        FishForMessage<SnapshotApplied>(applied => applied.Revision.Number == 1, Patience);

        var change = Assert.Single(
            Recorded, span => span.OperationName == "change" && Equals(span.GetTagItem("actors.change.trigger"), "web-traced joined"));
        Assert.Equal(ActivityStatusCode.Ok, change.Status);
        var steps = Recorded.Where(span => span.TraceId == change.TraceId && span != change).OrderBy(span => span.StartTimeUtc).ToList();
        string[] all = Version.HasDynamicServers
            ? ["snapshot", "render", "plan", "apply", "verify"]
            : ["snapshot", "render", "plan", "check", "apply", "verify"];
        Assert.Equal(all, steps.Select(step => step.OperationName));
        Assert.All(
            steps,
            step =>
                Assert.True(
                    step.StartTimeUtc + step.Duration <= change.StartTimeUtc + change.Duration + TimeSpan.FromMilliseconds(1),
                    step.OperationName));
        Assert.Equal(
            steps.Single(step => step.OperationName == "apply").SpanId, steps.Single(step => step.OperationName == "verify").ParentSpanId);
    }

    protected override void AfterAll()
    {
        _listener.Dispose();
        base.AfterAll();
    }

    // Other tests of this process may trace at the same time: each trace is told from the others by its id.
    private IReadOnlyList<Activity> Recorded => [.. _ended.Where(span => span.Recorded)];
}
