using Actors.Clustering.Hosting;

namespace Actors.Clustering.Tests;

/// <summary>Where the page of an agent is travels in its AppVersion.</summary>
public sealed class AgentPageSpecs
{
    [Theory]
    [InlineData("https://ha-1.example.com", "https://ha-1.example.com/")]
    [InlineData("http://10.0.0.7:9443/", "http://10.0.0.7:9443/")]
    [InlineData("http://[fd00::7]:9443/", "http://[fd00::7]:9443/")]
    [InlineData("https://ops.example.com/ha-1/a%20b", "https://ops.example.com/ha-1/a%20b")]
    public void It_is_said_and_read_back(string page, string read)
    {
        var appVersion = NodeIdentity.For(NodeRoles.Ha, "ha-1", AgentPage.TryParse(page)!).AppVersion;

        Assert.Equal(("ha-1", read), (NodeDescription.NameIn(appVersion), AgentPage.In(appVersion)));
        // Akka takes two dots at most, and reads the text as it was written.
        Assert.Equal(appVersion, Akka.Util.AppVersion.Create(appVersion).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("ha-1.example.com:9443")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://ha-1/")]
    [InlineData("http://user:secret@ha-1/")]
    [InlineData("http://ha-1/?token=1")]
    public void What_is_no_address_of_a_page_is_none(string text)
    {
        Assert.Null(AgentPage.TryParse(text));
        Assert.Null(AgentPage.In(NodeDescription.NamedVersion("1.0", "ha-1", text)));
    }

    [Fact]
    public void One_that_is_too_long_or_would_be_two_fields_is_none()
    {
        Assert.Null(AgentPage.TryParse($"http://ha-1/{new string('a', AgentPage.Longest)}"));
        Assert.Null(AgentPage.TryParse("http://ha-1/;a"));
    }

    [Theory]
    [InlineData("1.0.0+ha-1")]
    [InlineData("1.0.0")]
    [InlineData("1.0.0+ha-1;mood=good")]
    [InlineData("1.0.0+ha-1;onstop=keep")]
    public void An_agent_that_says_none_has_none(string appVersion) => Assert.Null(AgentPage.In(appVersion));
}
