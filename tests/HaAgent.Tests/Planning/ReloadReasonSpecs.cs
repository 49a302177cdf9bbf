using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Planning;

public sealed class ReloadReasonSpecs
{
    [Theory]
    [InlineData("global\n  nbthread 2", "global\n  nbthread 4", "more than servers has changed: 'nbthread 2' is now 'nbthread 4'")]
    [InlineData("# one\nglobal", "# another\n\nglobal\n  daemon", "more than servers has changed: '' is now 'daemon'")]
    [InlineData("# one\nglobal", "# another\nglobal", "more than servers has changed: comments")]
    [InlineData("backend web\n  mode http", "# routes\nbackend web\n  mode http\nbackend shop", "new service: shop")]
    [InlineData("backend web\nbackend cart", "backend web # its service", "service gone: cart")]
    [InlineData("backend cart", "backend shop", "new service: shop, service gone: cart")]
    public void Names_services_first_and_no_comment(string before, string after, string reason) =>
        Assert.Equal(reason, ReloadReason.Of(before, after));
}
