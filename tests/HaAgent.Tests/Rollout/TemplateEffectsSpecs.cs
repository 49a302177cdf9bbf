using Actors.HaAgent.Rollout;

namespace Actors.HaAgent.Tests.Rollout;

public sealed class TemplateEffectsSpecs : AgentTestKit
{
    [Fact]
    public async Task A_busy_writer_is_not_taken_for_a_HAProxy_that_is_not_well()
    {
        var writer = CreateTestProbe();
        var effects = new TemplateEffects(Options, null!, new FakeHaProxy(), writer) { LongestAnswer = TimeSpan.FromMilliseconds(50) };

        Assert.Equal((0, null), await effects.HealthAsync(CancellationToken.None));
    }
}
