using System.Globalization;
using Xunit.Abstractions;

namespace Actors.EndToEnd;

/// <summary>Two agents, each with its HAProxy: an order to one is an order to both, and each knows what the other has.</summary>
public sealed class TwoAgentsSpecs(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Times = 9;
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);
    private readonly LocalSystem _system = new(haProxy: HaProxies.PathOf(HaProxies.Newest));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public async Task An_order_to_one_is_in_force_at_the_other_within_a_second_and_after_both_have_started_again()
    {
        _system.StartSeed();
        var (first, second) = (_system.StartHa(), _system.StartHa2());
        await StartWebsAsync();

        var took = new List<TimeSpan>();
        for (var i = 0; i < Times; i++)
        {
            var (order, isDrained) = i % 2 == 0 ? ("drain", true) : ("ready", false);
            var at = TimeProvider.System.GetTimestamp();
            Assert.Equal(202, await _system.PostAsync("ha-1", $"/api/nodes/web-2/{order}"));
            while ((await _system.Ha2.ServersAsync())["web-2"].IsDrained != isDrained)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
            }

            took.Add(TimeProvider.System.GetElapsedTime(at));
        }

        took.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"An order is in force at the other agent after {took[Times / 2].TotalMilliseconds:0} ms (median of {Times}; worst {took[^1].TotalMilliseconds:0} ms)."));
        Assert.True(took[Times / 2] < ASecond, string.Join(", ", took));

        await Task.WhenAll(first.StopAsync(), second.StopAsync());
        _system.StartAgain("ha-1");
        _system.StartAgain("ha-2");

        foreach (var balancer in new[] { _system.Ha1, _system.Ha2 })
        {
            await _system.UntilServersAsync(balancer, "web-2 is drained, the others are not", servers =>
                servers.Count == 3 && servers["web-2"].IsDrained && servers["web-1"].IsUp && servers["web-3"].IsUp);
        }
    }

    [Fact]
    public async Task Each_says_on_how_many_its_generation_is_live_and_who_lags_and_why()
    {
        var template = await File.ReadAllTextAsync(Repository.PathOf("src", "HaAgent", "Applying", "haproxy.cfg.sbn"));
        var paths = Path.Combine(_system.Folder, "paths.lst");
        await File.WriteAllTextAsync(paths, "/secret\n");
        await File.WriteAllTextAsync(_system.TemplatePath, template.Replace("    option forwardfor\n", $"    option forwardfor\n    http-request deny if {{ path -f {paths} }}\n", StringComparison.Ordinal));
        _system.StartSeed();
        _system.StartHa();
        _system.StartHa2($"--HaProxy:TemplatePath={_system.TemplatePath}");
        await StartWebsAsync();
        await UntilConvergenceAsync("ha-1", "live on 2 of 2");
        await UntilConvergenceAsync("ha-2", "live on 2 of 2");

        File.Delete(paths);
        Assert.Equal(202, await _system.PostAsync("ha-2", "/api/reload"));

        await UntilConvergenceAsync("ha-1", "live on 1 of 2", lags: "ha-2", why: "cannot apply what it should have");
        await File.WriteAllTextAsync(paths, "/secret\n");
        await UntilConvergenceAsync("ha-1", "live on 2 of 2");
        await UntilConvergenceAsync("ha-2", "live on 2 of 2");
    }

    private async Task StartWebsAsync()
    {
        for (var number = 1; number <= 3; number++)
        {
            _system.StartWeb(number);
        }

        foreach (var balancer in new[] { _system.Ha1, _system.Ha2 })
        {
            await _system.UntilServersAsync(balancer, "three get traffic", servers => servers.Count == 3 && servers.Values.All(server => server.IsUp));
        }
    }

    private Task UntilConvergenceAsync(string agent, string summary, string? lags = null, string why = "") => _system.UntilStatusAsync(
        $"{summary}{(lags is null ? "" : $", {lags} {why}")}",
        status => status.GetProperty("convergence") is { ValueKind: System.Text.Json.JsonValueKind.Object } convergence
            && convergence.GetProperty("summary").GetString()!.EndsWith(summary, StringComparison.Ordinal)
            && convergence.GetProperty("agents").EnumerateArray().All(one =>
                one.GetProperty("lags").GetBoolean() == (one.GetProperty("name").GetString() == lags)
                && one.GetProperty("why").GetString() == (one.GetProperty("name").GetString() == lags ? why : "")),
        agent);
}
