using Actors.Dev.Processes;
using Actors.Dev.Testing;

namespace Actors.Dev.Tests.Testing;

public sealed class TestPreparationsSpecs
{
    [Theory]
    [InlineData("EndToEnd", "the executable")]
    [InlineData("Dashboard", "the executable")]
    [InlineData("Containers", "the images")]
    [InlineData("Clustering.Tests", null)]
    public async Task A_project_waits_for_what_it_takes_and_for_nothing_else(string project, string? taken)
    {
        var preparations = new TestPreparations(Task.FromResult(Said("the executable")), Task.FromResult(Said("the images")));

        var result = await preparations.For($"/tests/{project}/{project}.csproj");

        Assert.Equal(taken, result.Lines.SingleOrDefault());
    }

    [Fact]
    public async Task What_fails_is_told_with_all_that_was_said()
    {
        var result = await TestPreparations.OfAsync(
            Task.FromException(new CommandFailed(ExitCode.Failed, "the build failed", "error CS1002")));

        Assert.NotEqual(ExitCode.Ok, result.ExitCode);
        Assert.Equal(["the build failed", "error CS1002"], result.Lines);
    }

    private static ShellResult Said(string line) => new(ExitCode.Ok, [line]);
}
