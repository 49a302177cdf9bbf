using Actors.Cli.Views;
using Actors.Dev.Processes;
using Actors.Dev.State;
using Actors.Dev.Testing;

namespace Actors.Dev.Tests.Testing;

public sealed class ProjectRunnerSpecs : IDisposable
{
    private static readonly Dictionary<string, string?> NoVariables = [];

    private readonly TemporaryFolder _root = new();
    private readonly StringWriter _said = new();
    private readonly ProjectRunner _runner;

    public ProjectRunnerSpecs() => _runner = new ProjectRunner(
        new RunFolder(_root.Path), new Output(_said, TextWriter.Null, interactive: false), TimeProvider.System, "Tier!=Long",
        TimeSpan.FromMinutes(1));

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task A_failed_preparation_is_the_project_s_failure_with_what_it_said()
    {
        var run = await _runner.RunAsync(
            "tests/Some/Some.csproj", NoVariables, Task.FromResult(new ShellResult(7, ["engine: no room left"])), CancellationToken.None);

        Assert.True(run.IsBroken);
        Assert.Empty(run.Tests);
        Assert.Contains("engine: no room left", _said.ToString(), StringComparison.Ordinal);
        Assert.Contains("Some: what it needs could not be prepared (exit code 7)", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_is_one_that_hangs()
    {
        var run = await _runner.RunAsync(
            "tests/Some/Some.csproj", NoVariables,
            Task.FromException<ShellResult>(new CommandFailed(ExitCode.Failed, "not done within 20 minutes")), CancellationToken.None);

        Assert.True(run.IsBroken);
        Assert.Contains("not done within 20 minutes", _said.ToString(), StringComparison.Ordinal);
    }
}
