using Actors.Clustering.Hosting;

namespace Actors.Clustering.Tests;

/// <summary>Whether the HAProxy of an agent serves on when the agent stops travels in its AppVersion.</summary>
public sealed class AgentOnStopSpecs
{
    [Theory]
    [InlineData(true, "")]
    [InlineData(true, "http://10.0.0.7:9443/")]
    [InlineData(false, "")]
    [InlineData(false, "http://10.0.0.7:9443/")]
    public void It_is_said_and_read_back_beside_the_page(bool keepsHaProxy, string page)
    {
        var appVersion = NodeIdentity.For(NodeRoles.Ha, "ha-1", page, keepsHaProxy).AppVersion;

        Assert.Equal(keepsHaProxy, AgentOnStop.KeepsHaProxy(appVersion));
        Assert.Equal(("ha-1", page), (NodeDescription.NameIn(appVersion), AgentPage.In(appVersion) ?? ""));
        Assert.Equal(appVersion, Akka.Util.AppVersion.Create(appVersion).ToString());
    }

    [Theory]
    [InlineData("1.0.0+ha-1;mood=good;onstop=keep", true)]
    [InlineData("1.0.0+ha-1;onstop=stop", false)]
    [InlineData("1.0.0+ha-1;onstop=keeps", false)]
    [InlineData("1.0.0+ha-1;keep", false)]
    [InlineData("1.0.0+onstop=keep", false)]
    [InlineData("1.0.0+ha-1", false)]
    [InlineData("1.0.0", false)]
    public void It_is_read_from_what_others_say(string appVersion, bool keepsHaProxy) =>
        Assert.Equal(keepsHaProxy, AgentOnStop.KeepsHaProxy(appVersion));
}
