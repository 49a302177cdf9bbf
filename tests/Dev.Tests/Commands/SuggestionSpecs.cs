using Actors.Dev.Building;
using Actors.Dev.Processes;

namespace Actors.Dev.Tests.Commands;

public class SuggestionSpecs
{
    [Fact]
    public async Task Commands_of_the_local_system_and_of_operators_are_offered_alike()
    {
        var result = await Shell.RunAsync(
            [DotNet.Program, Path.Combine(AppContext.BaseDirectory, "actors-dev.dll"), "[suggest:3]", "sta"], TimeSpan.FromSeconds(60),
            CancellationToken.None);

        Assert.Equal(["start", "status"], result.Lines);
    }
}
