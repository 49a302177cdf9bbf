using System.Net;
using System.Net.Sockets;
using Actors.Dev.Nodes;

namespace Actors.Dev.Tests.Nodes;

public class PortChooserSpecs
{
    [Fact]
    public void Takes_the_next_free_ones_and_leaves_out_what_is_taken_or_reserved()
    {
        var chooser = new PortChooser(port => port == 20_101 ? PortState.Taken : PortState.Free);

        Assert.Equal([20_100, 20_103, 20_104], chooser.Choose(3, 20_100, [20_102]));
    }

    [Fact]
    public void Begins_again_at_the_end_of_the_range() =>
        Assert.Equal([31_999, 20_000], new PortChooser(_ => PortState.Free).Choose(2, 31_999, []));

    [Fact]
    public void Says_so_when_there_are_none()
    {
        var failure = Assert.Throws<CommandFailed>(() => new PortChooser(_ => PortState.Taken).Choose(1, 20_000, []));

        Assert.Equal(ExitCode.MachineLacks, failure.ExitCode);
    }

    [Theory]
    [InlineData("/home/a/actors/.run")]
    [InlineData("/home/a/actors/.run/walk")]
    [InlineData("")]
    public void A_system_always_begins_at_the_same_place(string folder)
    {
        var block = PortChooser.BlockOf(folder);

        Assert.InRange(block, 20_000, 31_900);
        Assert.Equal(0, block % 100);
        Assert.Equal(block, PortChooser.BlockOf(folder));
    }

    [Fact]
    public void Two_systems_begin_at_different_places() =>
        Assert.NotEqual(PortChooser.BlockOf("/home/a/actors/.run"), PortChooser.BlockOf("/home/a/actors/.run/walk"));

    [Fact]
    public void A_taken_service_port_is_named_with_the_remedy()
    {
        var failure = Assert.Throws<CommandFailed>(() => new PortChooser(_ => PortState.Taken).Require(8080, "the service", "--port"));

        Assert.Equal(ExitCode.MachineLacks, failure.ExitCode);
        Assert.Contains("8080", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--port 8081", Assert.Single(failure.Remedy), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_for_root_only_is_another_matter()
    {
        var failure = Assert.Throws<CommandFailed>(() => new PortChooser(_ => PortState.Forbidden).Require(80, "the service", "--port"));

        Assert.Contains("only for root", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prefers_the_usual_port_and_goes_on_to_the_next_free_one()
    {
        Assert.Equal(1936, new PortChooser(_ => PortState.Free).Prefer(1936, 50, []));
        Assert.Equal(1938, new PortChooser(port => port == 1936 ? PortState.Taken : PortState.Free).Prefer(1936, 50, [1937]));
        Assert.Throws<CommandFailed>(() => new PortChooser(_ => PortState.Taken).Prefer(1936, 50, []));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public void A_port_that_somebody_listens_on_is_taken(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.Throws<CommandFailed>(() => PortChooser.OnThisMachine.Require(port, "the service", "--port"));
        Assert.Throws<CommandFailed>(() => PortChooser.OnThisMachine.RequireOwn(port, "web-1"));
        listener.Stop();
        PortChooser.OnThisMachine.Require(port, "the service", "--port");
    }
}
