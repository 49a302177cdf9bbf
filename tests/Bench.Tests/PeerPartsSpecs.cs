using Actors.Bench.Peers;

namespace Actors.Bench.Tests;

public class PeerPartsSpecs
{
    [Theory]
    [InlineData("HAProxy version 3.0.11-1+deb13u2 2026/10/17 - https://haproxy.org/\nRunning on: Linux 6.1.0", "3.0.11")]
    [InlineData("nginx version: nginx/1.30.6\n", "1.30.6")]
    [InlineData("2.11.4\n", "2.11.4")]
    [InlineData("v2.6.2 h1:abc=\n", "2.6.2")]
    [InlineData("Consul v1.8.7\nProtocol 2 spoken by default", "1.8.7")]
    [InlineData("nothing of the kind", "")]
    public void The_version_is_read_from_what_each_program_says(string said, string version) =>
        Assert.Equal(version, PeerParts.VersionIn(said));
}
