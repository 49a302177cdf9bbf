using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Planning;

/// <summary>The replies are those of HAProxy 2.6, 3.0, 3.2 and 3.4.</summary>
public sealed class RuntimeCommandSpecs
{
    private static readonly RuntimeCommand.Add Add = new(new ServerLine("web", "a", "10.0.0.1", 80, 1, ""));
    private static readonly RuntimeCommand.Delete Delete = new("web/a");
    private static readonly RuntimeCommand.SetState SetState = new("web/a", AdminState.Ready);

    [Theory]
    [InlineData("New server registered.", true)]
    [InlineData("", false)]
    [InlineData("Already exists a server with the same name in backend.", true)]
    [InlineData("'cookie' option is not accepted for dynamic server", false)]
    [InlineData("unknown keyword 'init-state'.", false)]
    [InlineData("no reply", false)]
    public void Adding(string reply, bool isSuccess) => Assert.Equal(isSuccess, Add.IsSuccess(reply));

    [Theory]
    [InlineData("Server deleted.", true)]
    [InlineData("No such server.", true)]
    [InlineData("No such backend.", false)]
    [InlineData("Only servers in maintenance mode can be deleted.", false)]
    [InlineData("Server still has connections attached to it, cannot remove it.", false)]
    [InlineData("", false)]
    public void Deleting(string reply, bool isSuccess) => Assert.Equal(isSuccess, Delete.IsSuccess(reply));

    [Theory]
    [InlineData("", true)]
    [InlineData("No such server.", false)]
    [InlineData("Proxy is disabled.", false)]
    [InlineData("Absolute weight can only be between 0 and 256 inclusive.", false)]
    [InlineData("no reply", false)]
    public void Everything_else(string reply, bool isSuccess)
    {
        Assert.All(
            [SetState, new RuntimeCommand.SetWeight("web/a", 1), new RuntimeCommand.SetState(
                "web/a", AdminState.Maintenance), new RuntimeCommand.EnableHealth("web/a"), new RuntimeCommand.ShutdownSessions("web/a")],
            (RuntimeCommand command) => Assert.Equal((isSuccess, false), (command.IsSuccess(reply), command.NeedsDynamicServers)));
    }

    [Fact]
    public void Their_texts_and_which_need_dynamic_servers()
    {
        Assert.Equal(("add server web/a 10.0.0.1:80 weight 1", true), (Add.Text, Add.NeedsDynamicServers));
        Assert.Equal(("del server web/a", true), (Delete.Text, Delete.NeedsDynamicServers));
        Assert.Equal("shutdown sessions server web/a", new RuntimeCommand.ShutdownSessions("web/a").Text);
        Assert.Equal(
            ["set server web/a state ready", "set server web/a state drain", "set server web/a state maint"],
            Enum.GetValues<AdminState>().Select(state => new RuntimeCommand.SetState("web/a", state).Text));
    }
}
