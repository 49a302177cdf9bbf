using CliWrap.Buffered;
using Xunit.Abstractions;

namespace Actors.EndToEnd.Upgrades;

/// <summary>
/// The last release beside this one, in one cluster and under load: agents and nodes either way round, agents mixed, seeds mixed, all of it
/// rolled to this release, and a part of it back.
/// </summary>
public sealed class UpgradeSpecs(ITestOutputHelper output)
{
    private const string Changed = "# changed\n";

    [Fact]
    public async Task A_system_of_the_last_release_is_rolled_to_this_one_and_back_and_nothing_is_lost()
    {
        var lastRelease = await LastRelease.ProgramsAsync();
        await using var system = await Systems.OpenAsync(nodes: 7, seeds: 2);
        var mixed = new MixedReleases(system, lastRelease);
        await mixed.StartAsync(await TemplateOfAsync(lastRelease));
        await WeighAsync(system, "ha-1", "web-2", 40);
        await mixed.UntilBothAsync("the override is in force", "web-2", server => server.Weight == 40);
        await using var first = new SteadyTraffic(system, system.Ha1);
        await using var second = new SteadyTraffic(system, system.Ha2);

        // Agents mixed, and the new one with old nodes only.
        await mixed.ReplaceAsync("ha-2", MixedReleases.ThisRelease);
        await mixed.UntilBothAsync("the override is in force still", "web-2", server => server.Weight == 40);
        // Nodes mixed: the old agent with a new one.
        await mixed.ReplaceAsync("web-1", MixedReleases.ThisRelease);
        await mixed.ReplaceAsync("seed-2", MixedReleases.ThisRelease);

        // Who is dead is downed by the vote of members of both releases, while the rest goes on.
        await system.Running["web-3"].KillAsync();
        await AgentsAgreeAsync(mixed);
        await NodesAreHeardAsync(mixed);
        await system.UntilOneClusterAsync("seed-1", "seed-2", "ha-1", "ha-2", "web-1", "web-2");
        system.StartAgain("web-3", MixedReleases.ThisRelease);
        await mixed.UntilWholeAsync();

        await mixed.ReplaceAsync("ha-1", MixedReleases.ThisRelease);
        await mixed.UntilBothAsync("the override is in force still", "web-2", server => server.Weight == 40);
        await mixed.ReplaceAsync("seed-1", MixedReleases.ThisRelease);
        await mixed.ReplaceAsync("web-2", MixedReleases.ThisRelease);

        // And back, with what this release has written.
        await WeighAsync(system, "ha-1", "web-3", 30);
        await mixed.UntilBothAsync("the override is in force", "web-3", server => server.Weight == 30);
        await mixed.ReplaceAsync("ha-2", lastRelease);
        await mixed.UntilBothAsync("the override is in force still", "web-3", server => server.Weight == 30);
        await mixed.UntilTemplateAsync(Changed);
        await mixed.ReplaceAsync("web-2", lastRelease);

        mixed.AssertAllUnderstood();
        foreach (var traffic in new[] { first, second })
        {
            var report = await traffic.EndAsync();
            output.WriteLine(report.ToString());
            report.AssertNothingLost();
        }
    }

    /// <summary>What is said to one agent is in force at the other, either way round, and so is a template.</summary>
    private static async Task AgentsAgreeAsync(MixedReleases mixed)
    {
        var system = mixed.System;
        Assert.Equal(202, await system.PostAsync("ha-1", "/api/nodes/web-1/drain"));
        await mixed.UntilBothAsync("the override of the last release's agent is in force", "web-1", server => server.IsDrained);
        Assert.Equal(202, await system.PostAsync("ha-2", "/api/nodes/web-1/ready"));
        await mixed.UntilBothAsync("that of this release's agent is in force", "web-1", server => server.IsUp);

        await File.AppendAllTextAsync(system.TemplatePath, Changed);
        await mixed.UntilTemplateAsync(Changed);
    }

    /// <summary>Nodes of each release are heard by the agents of both.</summary>
    private static async Task NodesAreHeardAsync(MixedReleases mixed)
    {
        foreach (var web in new[] { "web-1", "web-2" })
        {
            await mixed.System.PostReadyAsync(web, """{"ready":false,"reason":"cache is cold"}""");
            await mixed.UntilBothAsync("it has said that it is not ready", web, server => server.IsDrained);
            await mixed.System.PostReadyAsync(web, """{"ready":true}""");
            await mixed.UntilBothAsync("it has said that it is ready", web, server => server.IsUp);
        }
    }

    private static async Task WeighAsync(LocalSystem system, string agent, string web, int weight)
    {
        var answer = await system.AskAsync(
            HttpMethod.Post, agent, $"/api/nodes/{web}/weight", system.TokenOf(agent), $$"""{"weight":{{weight}}}""");
        Assert.Equal(202, answer.Status);
    }

    private static async Task<string> TemplateOfAsync(string programs) =>
        (await CliWrap.Cli.Wrap(Path.Combine(programs, "actors-ha")).WithArguments(["template", "export"]).ExecuteBufferedAsync())
            .StandardOutput;
}
