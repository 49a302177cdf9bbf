using System.Net;
using Actors.Contracts.Management;
using Actors.HaAgent.Leaving;
using Actors.HaAgent.Reporting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests;

/// <summary>What <c>PROGRAM leave</c> says of the steps.</summary>
public sealed class LeaveCommandSpecs
{
    [Theory]
    [InlineData(false, "HAProxy has ended, the agent leaves the cluster")]
    [InlineData(true, "the agent leaves the cluster, HAProxy serves on with its health bad; end it where it was started")]
    public void At_last_HAProxy_has_ended_unless_something_else_has_started_it(bool servesOn, string said) => Assert.Equal(
        said,
        LeaveCommand.Words(
            new LeaveReport(LeaveStage.Cluster, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch) { HaProxyServesOn = servesOn }));

    [Theory]
    [InlineData("--reason", "a new disk & more")]
    [InlineData("--reason=a new disk & more")]
    public async Task It_says_who_asks_and_why(params string[] reason)
    {
        var port = Ports.Free();
        using var agent = new HttpListener();
        agent.Prefixes.Add($"http://127.0.0.1:{port}/");
        agent.Start();

        var run = LeaveCommand.RunAsync([$"--Node:ManagementPort={port}", .. reason], TextWriter.Null, TextWriter.Null);
        var request = await agent.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30));
        request.Response.StatusCode = (int)HttpStatusCode.Conflict;
        request.Response.Close();

        Assert.Equal(1, await run);
        Assert.Equal("/api/leave?reason=a%20new%20disk%20%26%20more", request.Request.RawUrl);
        Assert.Equal(
            OperatingUser.Name(Environment.GetEnvironmentVariable, Environment.UserName),
            request.Request.Headers[ManagementClient.UserHeader]);
    }

    [Theory]
    [InlineData("--reason")]
    [InlineData("--reason=two\nlines")]
    public async Task A_reason_that_is_none_is_refused(string reason)
    {
        using var errors = new StringWriter();

        Assert.Equal(2, await LeaveCommand.RunAsync([reason], TextWriter.Null, errors));
        Assert.StartsWith("--reason must be one line", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_who_ask_for_it_one_has_a_row()
    {
        var leave = new BalancerLeave(
            Sample.Options(), new StatusReporter(new AgentStatusBoard(AgentStatus.Starting("ha-1", "2.6"))), TimeProvider.System,
            NullLogger<BalancerLeave>.Instance);

        Assert.Equal([true, false], [leave.TryAsk(out _), leave.TryAsk(out _)]);
        Assert.True(leave.IsLeave);
    }
}
