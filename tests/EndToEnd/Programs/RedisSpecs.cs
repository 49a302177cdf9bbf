namespace Actors.EndToEnd.Programs;

/// <summary>A program that speaks TCP, which nobody here wrote, behind a web node.</summary>
[Collection(ProgramEndsSystem.Name)]
public sealed class RedisSpecs(ProgramEndsSystem shared)
{
    [Fact]
    public async Task Redis_is_announced_kept_alive_and_stopped()
    {
        var system = await shared.BeginAsync(webs: 0, agents: 0);
        var redis = ProgramNode.Start(system, "redis-server", 1, isGateOpen: false, "--Web:Protocol=tcp", "--Web:Service=redis");
        await redis.UntilHealthAsync(system, isReady: false);
        ProgramNode.Start(system, "redis-server", 2, isGateOpen: true, "--Web:Protocol=tcp", "--Web:Service=redis");
        await system.UntilOneClusterAsync("seed-1", "web-2");
        Assert.True(await system.IsLiveAsync("web-1"));

        redis.OpenGate();
        await redis.UntilHealthAsync(system, isReady: true);
        await system.UntilOneClusterAsync("seed-1", "web-1", "web-2");

        redis.CloseGate();
        await Signals.SendAsync("KILL", redis.ProgramId);
        await redis.UntilHealthAsync(system, isReady: false);
        redis.OpenGate();
        await redis.UntilHealthAsync(system, isReady: true);
        await system.UntilOneClusterAsync("seed-1", "web-1", "web-2");
        Assert.Equal(2, redis.Starts);

        Assert.Equal(0, await redis.Process.StopAsync());
        // What Redis says when it was let finish.
        Assert.Contains("Redis is now ready to exit, bye bye", redis.Log, StringComparison.Ordinal);
        await redis.UntilNothingLeftAsync(system);
        await system.UntilOneClusterAsync("seed-1", "web-2");
    }
}
