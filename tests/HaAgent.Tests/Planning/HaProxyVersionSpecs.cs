using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Planning;

public sealed class HaProxyVersionSpecs
{
    [Theory]
    [InlineData("2.6.12", 2, 6, false)]
    [InlineData("2.8", 2, 8, false)]
    [InlineData("2.10.1", 2, 10, false)]
    [InlineData("3.0.11", 3, 0, true)]
    [InlineData("3.4-dev1", 3, 4, true)]
    [InlineData("10.0", 10, 0, true)]
    [InlineData("?", 0, 0, false)]
    [InlineData("", 0, 0, false)]
    [InlineData("3", 0, 0, false)]
    [InlineData("v3.0", 0, 0, false)]
    [InlineData("99999.1", 0, 0, false)]
    [InlineData("3.99999", 0, 0, false)]
    public void It_is_read_and_what_cannot_be_read_is_too_old(string text, int major, int minor, bool hasDynamicServers)
    {
        var version = HaProxyVersion.Parse(text);

        Assert.Equal((new HaProxyVersion(major, minor), hasDynamicServers), (version, version.HasDynamicServers));
    }

    [Fact]
    public void It_is_written_without_its_patch() => Assert.Equal("3.0", HaProxyVersion.Parse("3.0.11").ToString());
}
