namespace Actors.EndToEnd;

/// <summary>A node that an agent refuses is in the agent's log as refused, with the reason, and as nothing else.</summary>
[Collection(AgentsSystem.Name)]
public sealed class RefusedNodeSpecs(AgentsSystem shared)
{
    [Theory]
    [InlineData("a port that is not allowed", "HaProxy:TcpPorts")]
    [InlineData("a service that is not allowed", "shop")]
    [InlineData("a name that is taken", "the name is taken by ")]
    public async Task It_is_logged_with_its_reason(string mistake, string reason)
    {
        string[] allow = mistake == "a service that is not allowed" ? ["--HaProxy:Allow=web=127.0.0.0/8"] : [];
        var system = await shared.BeginAsync(webs: 1, settings: allow);

        system.StartWeb(2, mistake switch
        {
            "a port that is not allowed" => ["--Web:Service=cache", "--Web:Protocol=tcp", "--Web:ListenPort=9"],
            "a service that is not allowed" => ["--Web:Service=shop"],
            _ => ["--Node:Name=web-1"],
        });

        await system.UntilStatusAsync("it is refused", status => status.GetProperty("rejected").GetArrayLength() > 0);
        await Eventually.BecomesAsync(
            "the log says so", system.Tail,
            () => Task.FromResult((Log(system).Contains(" is refused and gets no traffic: ", StringComparison.Ordinal), "")));
        var line = Assert.Single(
            Log(system).Split('\n'), line => line.Contains(" is refused and gets no traffic: ", StringComparison.Ordinal));
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.DoesNotContain("may get traffic", Log(system), StringComparison.Ordinal);
        await system.Running["web-2"].StopAsync();
    }

    private static string Log(LocalSystem system) => File.ReadAllText(system.Running["ha-1"].Log);
}
