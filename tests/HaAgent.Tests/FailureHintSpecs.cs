using System.Net;
using Actors.Clustering.Resources;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Tests;

/// <summary>The remedy is for what HAProxy says.</summary>
public sealed class FailureHintSpecs
{
    private const string Guess = "Free the port or change HaProxy:HttpPort / HaProxy:StatsPort; it is tried again.";
    private static readonly PortHolder Holder = new(77, "nginx", 0, IsElsewhere: false);

    [Theory]
    [InlineData(
        "[ALERT]    (9) : Starting frontend in.http: cannot bind socket (Permission denied) [0.0.0.0:80]", "CAP_NET_BIND_SERVICE",
        "HaProxy:HttpPort a port from 1024 on")]
    [InlineData(
        "[ALERT]    (9) : Binding [/x/haproxy.cfg:30] for frontend stats: cannot bind socket (Permission denied) for [:::443]",
        "CAP_NET_BIND_SERVICE", "HaProxy:StatsPort a port from 1024 on")]
    [InlineData(
        "[ALERT]    (9) : Starting frontend in.cache: cannot bind socket (Permission denied) [10.0.0.1:1023]", "CAP_NET_BIND_SERVICE",
        "the Web:ListenPort = 1023 of the service")]
    [InlineData(
        "[ALERT]    (9) : Starting proxy GLOBAL: error when trying to unlink previous UNIX socket (Permission denied) "
            + "[/run/actors/stats.sock]",
        "may not open /run/actors/stats.sock", "HaProxy:RuntimePath")]
    [InlineData(
        "[ALERT]    (9) : Starting frontend in.http: cannot bind socket (Cannot assign requested address) [10.9.9.9:80]", "no such address",
        "HaProxy:HttpPort")]
    [InlineData(
        "[ALERT]    (9) : Starting frontend in.http: cannot bind socket (Address already in use) [0.0.0.0:80]",
        "taken by nginx (process 77)", "change HaProxy:HttpPort")]
    public void Of_a_socket_that_cannot_be_opened(string output, string why, string remedy)
    {
        var hint = HintFor(output);

        Assert.Contains(why, hint, StringComparison.Ordinal);
        Assert.Contains(remedy, hint, StringComparison.Ordinal);
        Assert.DoesNotContain("Free the port", hint, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_about_no_socket_keeps_its_own() =>
        Assert.Equal(Guess, HintFor("[ALERT]    (9) : config : parsing [haproxy.cfg:3]: unknown keyword"));

    private static string HintFor(string output) => FailureHint.For(
        new ApplyFailure(ApplyStage.Start, output, Guess), Sample.Options(("HttpPort", "80"), ("StatsPort", "443")), address =>
        address.Equals(new IPEndPoint(IPAddress.Any, 80)) ? Holder : null).Hint;
}
