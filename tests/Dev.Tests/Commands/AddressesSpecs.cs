using Actors.Dev.Commands;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Commands;

/// <summary>Where things are, as <c>up</c> says it.</summary>
public sealed class AddressesSpecs
{
    [Fact]
    public void The_page_of_the_agent_is_named_with_the_file_of_its_token()
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();
        var system = Records.System(folder.Path, output);

        UpCommand.TellAddresses(system, Records.State());

        Assert.Equal(
            [
                "Service    http://127.0.0.1:8080/",
                "Dashboard  http://127.0.0.1:8090/  (token: .run/ha-1/api-token)",
                "Stats      http://127.0.0.1:1936/",
            ],
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
