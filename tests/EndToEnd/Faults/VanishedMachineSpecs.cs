namespace Actors.EndToEnd.Faults;

/// <summary>
/// A machine vanishes without a word while a request is sent to it on a connection that is open already: nothing of it is ever
/// acknowledged.
/// </summary>
[Collection(SevenNodesCollection.Name)]
[Trait("Needs", "Root")]
[Trait("Tier", "Long")]
public sealed class VanishedMachineSpecs(SevenNodes seven)
{
    /// <summary>Below the 65 s that the request took before, far above the 6 s that it takes.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task The_client_is_answered_by_another_node_within_seconds()
    {
        var system = await seven.BeginAsync();
        string[] others = ["web-1", "web-3"];
        foreach (var other in others)
        {
            await system.PostReadyAsync(other, """{"ready":false,"reason":"not yet"}""");
        }

        await system.UntilServedByAsync(2);
        // Its one connection is used again for the second request, and so is HAProxy's to the node.
        using var client = system.ClientOfUsers(Timeout.InfiniteTimeSpan, Bound);
        Assert.Contains("web-2", await client.GetStringAsync(system.Ha1.Url), StringComparison.Ordinal);

        await seven.Lan.PlugAsync("web-2", isIn: false);
        var answer = client.GetStringAsync(system.Ha1.Url);
        foreach (var other in others)
        {
            await system.PostReadyAsync(other, """{"ready":true}""");
        }

        Assert.DoesNotContain("web-2", await answer, StringComparison.Ordinal);
        await seven.Lan.MendAsync();
        await seven.UntilWholeAsync();
    }
}
