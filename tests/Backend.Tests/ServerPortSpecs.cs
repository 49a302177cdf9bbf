using Actors.Backend.Hosting;

namespace Actors.Backend.Tests;

public sealed class ServerPortSpecs
{
    [Theory]
    [InlineData("http://[::]:8080", 8080)]
    [InlineData("https://0.0.0.0:8443 http://0.0.0.0:8080", 8080)]
    [InlineData("http://localhost:5000 http://10.0.0.7:5001", 5001)]
    [InlineData("http://unix:/run/app.sock http://*:80", 80)]
    public void HAProxy_is_told_the_port_for_plain_HTTP_that_it_can_reach(string addresses, int port) =>
        Assert.Equal(new ServerPort(port, null), ServerPort.Of(addresses.Split(' '), ServiceProtocol.Http, "10.0.0.7"));

    [Fact]
    public void What_only_this_machine_reaches_is_doubted_unless_HAProxy_comes_to_loopback()
    {
        Assert.Contains(
            "localhost only", ServerPort.Of(["http://localhost:5000"], ServiceProtocol.Http, "10.0.0.7").Doubt, StringComparison.Ordinal);
        Assert.Null(ServerPort.Of(["http://127.0.0.1:5000"], ServiceProtocol.Http, "127.0.0.1").Doubt);
    }

    [Fact]
    public void A_TCP_service_may_speak_TLS() =>
        Assert.Equal(8443, ServerPort.Of(["https://[::]:8443"], ServiceProtocol.Tcp, "10.0.0.7").Port);

    [Theory]
    [InlineData("")]
    [InlineData("https://[::]:8443")]
    [InlineData("http://unix:/run/app.sock")]
    public void A_server_without_any_says_what_it_has_and_what_to_set(string addresses)
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            ServerPort.Of(addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries), ServiceProtocol.Http, "10.0.0.7"));

        Assert.Contains(addresses.Length == 0 ? "no address" : addresses, error.Message, StringComparison.Ordinal);
        Assert.Contains("HaProxyBackend:Port", error.Message, StringComparison.Ordinal);
    }
}
