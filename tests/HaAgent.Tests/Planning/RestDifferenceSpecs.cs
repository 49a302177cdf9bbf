using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Planning;

public class RestDifferenceSpecs
{
    [Theory]
    [InlineData("backend web\n  balance x", "# The longest route wins.\nbackend shop\nbackend web\n  balance x", "new service: shop")]
    [InlineData("backend b\nbackend a\nbackend web", "backend web", "removed services: a b")]
    [InlineData("backend a", "backend b", "new service: b, removed service: a")]
    [InlineData("global\n  maxconn 1", "# more\n\nglobal\n  maxconn 2", "more than servers has changed: 'maxconn 1' is now 'maxconn 2'")]
    [InlineData("global", "global\n  daemon", "more than servers has changed: '' is now 'daemon'")]
    [InlineData("# one\nglobal", "# two\nglobal", "a comment of the configuration has changed")]
    public void It_names_what_an_operator_cares_for(string before, string after, string reason) =>
        Assert.Equal(reason, RestDifference.Of(before, after));
}
