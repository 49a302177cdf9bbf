namespace Actors.HaAgent.Tests.Support;

/// <summary>That no skip hides.</summary>
public sealed class HaProxiesSpecs
{
    [Fact]
    public void Where_a_newer_HAProxy_is_required_there_is_one()
    {
        if (Environment.GetEnvironmentVariable(HaProxies.RequireVariable) == "1")
        {
            Assert.True(
                HaProxies.Dynamic is not null,
                $"{HaProxies.RequireVariable}=1, but there is no HAProxy 3.0 or newer at {HaProxies.NewerPath ?? "all"}: run "
                    + $"tests/newer-haproxy.sh and give its path as {HaProxies.NewerVariable}.");
        }
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public void Every_HAProxy_here_tells_its_version(string haproxy) => Assert.NotEqual(default, HaProxies.VersionOf(haproxy));
}
