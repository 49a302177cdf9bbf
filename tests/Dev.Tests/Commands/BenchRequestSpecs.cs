using Actors.Dev.Measuring;

namespace Actors.Dev.Tests.Commands;

public class BenchRequestSpecs
{
    [Fact]
    public void Everything_that_was_asked_for_is_handed_on() => Assert.Equal(
        "stop kill --rounds 8 --haproxy /opt/haproxy --only ours --json",
        string.Join(' ', new BenchRequest(["stop", "kill"], 8, "/opt/haproxy", "ours", Json: true).Arguments));

    [Fact]
    public void Nothing_more_is_handed_on() => Assert.Equal(
        ["--rounds", "3"], new BenchRequest([], 3, null, null, Json: false).Arguments);

    [Fact]
    public void A_comparison_is_handed_on_as_one() => Assert.Equal(
        "peers stop --rounds 2 --haproxy /opt/haproxy --only ours --only nginx --json --write /tmp/page.md",
        string.Join(' ', new PeersRequest(["stop"], 2, "/opt/haproxy", ["ours", "nginx"], Json: true, "/tmp/page.md").Arguments));
}
