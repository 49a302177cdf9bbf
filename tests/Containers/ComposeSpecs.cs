using System.Text.Json;
using Actors.Containers.Observing;
using Actors.Containers.Traffic;

namespace Actors.Containers;

/// <summary>
/// The compose file from outside: containers come, go and die, and HAProxy is right about them. Each test brings about what it
/// begins with, so their order does not matter.
/// </summary>
[Collection(ComposeCollection.Name)]
public sealed class ComposeSpecs(ComposeFixture system)
{
    [Fact]
    public async Task Three_web_nodes_answer_in_turn_through_port_80()
    {
        var nodes = await system.StartFromAsync(web: 3);

        var answers = new List<Answer>();
        for (var i = 0; i < 6; i++)
        {
            answers.Add(await system.Balancer.AskAsync());
        }

        Assert.Equal(nodes.Order(), answers.Take(3).Select(answer => answer.Host).Order());
        Assert.Equal(answers.Take(3).Select(answer => answer.Host), answers.Skip(3).Select(answer => answer.Host));
        foreach (var answer in answers)
        {
            Assert.Equal(["hello", "host", "id", "ip", "sessionViews", "tag"],
                answer.Body.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
            Assert.Equal(JsonValueKind.Number, answer.Body.GetProperty("sessionViews").ValueKind);
            Assert.Equal(answer.Host, answer.Body.GetProperty("tag").GetString());
            Assert.Equal(answer.BackendIp, answer.Body.GetProperty("ip").GetString());
        }
    }

    [Theory]
    [InlineData("seed-1", "/var/lib/actors")]
    [InlineData("ha", "/var/lib/actors /nodes /run/actors /usr/local/etc/haproxy")]
    [InlineData("web", "")]
    public async Task Nobody_is_root_or_may_become_it_or_writes_anywhere_but_where_it_must(string service, string writable)
    {
        await system.StartFromAsync(web: 1);
        var container = await system.ContainerAsync(service);

        Assert.Equal(
            "readonly=true caps=[ALL] security=[no-new-privileges:true] privileged=false",
            await system.Docker.InspectAsync(container, "readonly={{.HostConfig.ReadonlyRootfs}} caps={{.HostConfig.CapDrop}} security={{.HostConfig.SecurityOpt}} privileged={{.HostConfig.Privileged}}"));
        Assert.DoesNotContain("docker.sock", await system.Docker.InspectAsync(container, "{{json .Mounts}}"), StringComparison.Ordinal);
        Assert.NotEqual("0", await system.Docker.ShellAsync(container, "id -u"));
        Assert.Equal("0000000000000000", await system.Docker.ShellAsync(container, "sed -n 's/^CapEff:\t//p' /proc/1/status"));
        Assert.Equal("read-only", await system.Docker.ShellAsync(container, "touch /app/x /etc/x 2>/dev/null && echo writable || echo read-only"));
        foreach (var folder in writable.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal("writable", await system.Docker.ShellAsync(container, $"touch {folder}/x && rm {folder}/x && echo writable"));
        }
    }

    [Fact]
    public async Task Scaling_to_five_and_back_to_two_is_followed_without_a_reload_and_loses_no_request()
    {
        await system.StartFromAsync(web: 3);
        var before = await system.HaProxyAsync();
        await using var traffic = SteadyTraffic.To(system.Balancer.Service);
        await traffic.CoverAsync(100);

        await system.ScaleAsync(web: 5);
        await system.ScaleAsync(web: 2);

        await EndAsync(traffic, "scaled 3, 5, 2");
        var after = await system.HaProxyAsync();
        Assert.True(after.Version >= new Version(3, 0), $"HAProxy {after.Version}");
        Assert.Equal(before.Reloads, after.Reloads);
        Assert.True(after.Changes > before.Changes, $"{after.Changes} changes by runtime API, {before.Changes} before");
    }

    [Fact]
    public async Task A_killed_web_node_is_taken_out_and_loses_no_request()
    {
        var nodes = await system.StartFromAsync(web: 3);
        await using var traffic = SteadyTraffic.To(system.Balancer.Service);
        await traffic.CoverAsync(100);

        await system.Docker.KillAsync(nodes[0]);

        await system.ServedByAsync("one web node killed", [.. nodes.Skip(1)]);
        await EndAsync(traffic, "one web node killed");
    }

    [Fact]
    public async Task A_stopped_web_node_answers_what_it_has_and_loses_no_request()
    {
        const int Slow = 6;
        var nodes = await system.StartFromAsync(web: 3);
        var slow = Task.WhenAll(Enumerable.Range(0, Slow).Select(_ => system.Balancer.AskSlowlyAsync(milliseconds: 3000)));
        await system.EventuallyAsync($"a slow request is at {nodes[0]}", async () =>
            await system.Balancer.RequestsAtAsync(nodes[0]) is { } requests and not "0" ? null : "no request");
        await using var traffic = SteadyTraffic.To(system.Balancer.Service);

        await system.Docker.StopAsync(nodes[0]);

        Assert.Contains(nodes[0], (await slow).Select(answer => answer.Host));
        await system.ServedByAsync("one web node stopped", [.. nodes.Skip(1)]);
        await EndAsync(traffic, "one web node stopped");
        Assert.Equal("0", await system.Docker.InspectAsync(nodes[0], "{{.State.ExitCode}}"));
    }

    [Theory]
    [InlineData("seed-1")]
    [InlineData("seed-2")]
    public async Task A_seed_that_restarts_finds_its_cluster(string seed)
    {
        await system.StartFromAsync(web: 2);

        await system.Docker.RestartAsync(await system.ContainerAsync(seed));

        await system.OneClusterAsync("seed-1", "seed-2");
        await system.ScaleAsync(web: 3);
    }

    [Theory]
    [InlineData("seed-1")]
    [InlineData("seed-2")]
    public async Task After_both_seeds_were_killed_one_of_them_is_enough_to_join(string back)
    {
        var nodes = await system.StartFromAsync(web: 2);
        await system.OneClusterAsync("seed-1", "seed-2");
        var seeds = new Dictionary<string, string>
        {
            ["seed-1"] = await system.ContainerAsync("seed-1"),
            ["seed-2"] = await system.ContainerAsync("seed-2"),
        };

        await system.Docker.KillAsync([.. seeds.Values]);
        await system.ServedByAsync("no seed left", nodes);
        await system.Docker.StartAsync(seeds[back]);
        var added = await system.AddWebNodeAsync();

        await system.ServedByAsync($"a web node added while only {back} runs", [.. nodes, added]);
        await system.OneClusterAsync(back);
    }

    [Fact]
    public async Task A_restarted_ha_serves_the_nodes_again()
    {
        var nodes = await system.StartFromAsync(web: 3);

        await system.Docker.RestartAsync(await system.ContainerAsync("ha"));

        await system.ServedByAsync("ha restarted", nodes);
        await system.OneClusterAsync("seed-1", "seed-2");
    }

    [Fact]
    public async Task A_killed_agent_interrupts_no_traffic_and_comes_back()
    {
        await system.StartFromAsync(web: 2);
        var processes = new HaProcesses(system.Docker, await system.ContainerAsync("ha"));
        var (agent, haproxy) = (await processes.AgentAsync(), await processes.HaProxyAsync());
        await using var traffic = SteadyTraffic.To(system.Balancer.Service);
        await traffic.CoverAsync(100);

        await processes.KillAsync(agent);

        await system.EventuallyAsync($"an agent other than {agent}, in the cluster and with HAProxy adopted", async () =>
        {
            var now = await processes.AgentAsync();
            await system.Docker.ExecAsync(await system.ContainerAsync("ha"), "actors-ha", "health");
            return now == agent ? "the same agent" : null;
        });
        await traffic.CoverAsync(300);
        Assert.Equal(haproxy, await processes.HaProxyAsync());

        // It is in charge again, not only there.
        await system.ScaleAsync(web: 3);
        await EndAsync(traffic, "agent killed, then a web node added");
        Assert.Equal(haproxy, await processes.HaProxyAsync());
    }

    [Fact]
    public async Task Every_container_is_healthy_and_runs_without_root()
    {
        var web = await system.StartFromAsync(web: 3);
        string[] others =
        [
            await system.ContainerAsync("seed-1"), await system.ContainerAsync("seed-2"), await system.ContainerAsync("ha"),
        ];

        foreach (var container in web.Concat(others))
        {
            await system.EventuallyAsync($"{container} is healthy", async () =>
                await system.Docker.InspectAsync(container, "{{.State.Health.Status}}") is var status && status == "healthy" ? null : status);
            Assert.NotEqual("0", await system.Docker.ShellAsync(container, "id -u"));
        }
    }

    [Fact]
    public async Task The_commands_work_from_outside_with_the_token_and_not_without()
    {
        var nodes = await system.StartFromAsync(web: 2);
        using var nobody = new HttpClient();
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await nobody.GetAsync(new Uri(system.Api, "api/status"))).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await nobody.GetAsync(system.Api)).StatusCode);

        foreach (var command in new[] { "status", "nodes", "history" })
        {
            using var answer = System.Text.Json.JsonDocument.Parse(await system.ActorsAsync(command, "--json"));
        }

        var table = await system.ActorsAsync("nodes");
        Assert.All(nodes, node => Assert.Contains(node, table, StringComparison.Ordinal));

        await system.ActorsAsync("drain", nodes[0]);
        await system.EventuallyAsync($"{nodes[0]} is drained by order", async () =>
            await system.Balancer.StatusOfAsync(nodes[0]) is { } status && status.StartsWith("DRAIN", StringComparison.Ordinal) ? null : "not drained");
        await system.ActorsAsync("ready", nodes[0]);
        await system.ServedByAsync("both are ready by order", nodes);
    }

    private async Task EndAsync(SteadyTraffic traffic, string during)
    {
        var report = await traffic.EndAsync();
        system.Report($"{during}: {report}");
        if (report.Lost.Count > 0)
        {
            system.Report(await system.LogsAsync());
        }

        report.ShouldHaveLostNothing();
    }
}
