using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>
/// Most of the nodes are lost at once: they stay in HAProxy, whose checks decide, until enough are back or an operator says otherwise.
/// </summary>
[Collection(MembersSystem.Name)]
public sealed class FreezeSpecs(MembersSystem shared)
{
    private static readonly int[] Lost = [3, 4, 5];

    [Theory, EachHaProxy]
    public async Task Three_of_five_that_die_stay_in_the_list_and_those_that_come_back_thaw_it(string haProxy)
    {
        var system = await BeginAsync(haProxy);
        await using var traffic = new SteadyTraffic(system);

        await KillLostAsync(system);

        await system.UntilStatusAsync("the servers are frozen", status => Held(status).SequenceEqual(["web-3", "web-4", "web-5"]));
        await UntilDownedAsync(system);
        await system.UntilListedAsync(1, 2, 3, 4, 5);
        await system.UntilServersAsync(
            system.Ha1, "HAProxy's checks have them down",
            servers => Lost.All(number => servers[$"web-{number}"].Status.StartsWith("DOWN", StringComparison.Ordinal)));

        foreach (var number in Lost)
        {
            system.StartAgain($"web-{number}");
        }

        await system.UntilStatusAsync("the servers are not frozen", status => status.GetProperty("frozen").ValueKind == JsonValueKind.Null);
        await system.UntilServedByAsync(1, 2, 3, 4, 5);
        await system.UntilListedAsync(1, 2, 3, 4, 5);
        await traffic.AssertNothingLostAsync();
    }

    [Fact]
    public async Task An_operator_who_thaws_has_the_dead_taken_out()
    {
        var system = await BeginAsync();
        await KillLostAsync(system);
        await system.UntilStatusAsync("the servers are frozen", status => Held(status).Length == 3);
        await UntilDownedAsync(system);

        Assert.Equal(202, await system.PostAsync("ha-1", "/api/thaw"));

        await system.UntilListedAsync(1, 2);
        await system.UntilStatusAsync("the servers are not frozen", status => status.GetProperty("frozen").ValueKind == JsonValueKind.Null);
        await system.UntilServedByAsync(1, 2);
    }

    /// <summary>Restarted, a machine has no HAProxy: nothing but the node files tells of what was lost before.</summary>
    [Fact]
    public async Task What_an_operator_has_frozen_stays_so_when_the_machine_restarts()
    {
        var system = await BeginAsync();
        Assert.Equal(202, await system.PostAsync("ha-1", "/api/freeze"));
        await KillLostAsync(system);
        await UntilDownedAsync(system);
        await system.UntilStatusAsync("the lost nodes are held", status => Held(status).Length == 3);

        await system.Running["ha-1"].KillAsync();
        await Signals.SendAsync("KILL", system.Ha1.Pid(), await system.Ha1.WorkerPidAsync());
        await Eventually.BecomesAsync("HAProxy has ended", system.Tail, () => Task.FromResult((!system.Ha1.Runs(), "")));
        system.StartAgain("ha-1");
        await UntilDownedAsync(system);

        await system.UntilListedAsync(1, 2, 3, 4, 5);
        await system.UntilStatusAsync("the lost nodes are held", status => Held(status).Length == 3);
        Assert.Equal(202, await system.PostAsync("ha-1", "/api/thaw"));
        await system.UntilListedAsync(1, 2);
    }

    [Fact]
    public async Task Those_who_leave_in_good_order_are_no_loss()
    {
        var system = await BeginAsync();

        await Task.WhenAll(Lost.Select(number => system.Running[$"web-{number}"].StopAsync()));

        await system.UntilListedAsync(1, 2);
        Assert.Equal(JsonValueKind.Null, (await system.StatusAsync()).GetProperty("frozen").ValueKind);
    }

    private Task<LocalSystem> BeginAsync(string? haProxy = null) => shared.BeginAsync(webs: 5, haProxy);

    private static Task KillLostAsync(LocalSystem system) =>
        Task.WhenAll(Lost.Select(number => system.Running[$"web-{number}"].KillAsync()));

    /// <summary>Until the cluster itself has given the dead up.</summary>
    private static Task UntilDownedAsync(LocalSystem system) => system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");

    private static string[] Held(JsonElement status) => status.GetProperty("frozen") is { ValueKind: JsonValueKind.Object } frozen
        ? [.. frozen.GetProperty("held").EnumerateArray().Select(name => name.GetString()!)]
        : [];
}
