using Actors.Contracts;
using Actors.Contracts.Api;

namespace Actors.Dev.Tests.Support;

/// <summary>What an agent answers, as far as the local system looks at it.</summary>
internal static class Answers
{
    public static readonly AgentStatus Agent = AgentStatus.Starting("ha-1", "2.6.12") with { Phase = AgentPhase.Idle };

    public static FailureReport Failure(ApplyStage stage, string output, string hint = "") =>
        new(1, stage, output, hint, DateTimeOffset.UnixEpoch);

    public static NodeReport Node(string name) => new()
    {
        Name = name,
        Service = "web",
        Address = "127.0.0.1",
        Port = 7001,
        Version = "1.0.0",
        Weight = 100,
        State = AdminState.Ready,
        Why = "",
        Source = NodeSource.Membership,
        Since = DateTimeOffset.UnixEpoch,
    };
}
