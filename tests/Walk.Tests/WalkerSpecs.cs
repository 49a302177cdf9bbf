using Actors.Cli.Client;
using Actors.Cli.Views;
using Actors.Walk.Observing;

namespace Actors.Walk.Tests;

public sealed class WalkerSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Visitor _visitor = new();
    private readonly FakeWalked _system = new();
    private readonly StringWriter _said = new();

    public void Dispose()
    {
        _visitor.Dispose();
        _said.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_failed_check_is_told_and_the_walk_goes_on()
    {
        var reports = await Walk(
            run =>
            {
                run.Expect("servers", "s1", "none");
                return Task.CompletedTask;
            },
            run => run.SaveAsync("ha.log", "said"));

        Assert.Equal([false, true], reports.Select(report => report.Passed));
        Assert.Contains("!! servers: expected s1, seen none", _said.ToString(), StringComparison.Ordinal);
        Assert.Equal(["logs/task1/ha.log"], reports[1].Files);
        Assert.Equal("said", await File.ReadAllTextAsync(_folder.At("logs/task1/ha.log")));
    }

    [Fact]
    public async Task A_step_that_is_broken_off_is_the_last_and_says_why()
    {
        var reports = await Walk(
            _ => throw new CommandFailed(ExitCode.Failed, "s1 has ended by itself.", "See its log."), _ => Task.CompletedTask);

        Assert.Equal("s1 has ended by itself.\nSee its log.", reports[0].Failure);
        Assert.Null(reports[1].Seconds);
        Assert.Contains("s1 has ended by itself.", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_about_after_a_while_is_waited_for()
    {
        var looked = 0;
        var report = Assert.Single(await Walk(run => run.EventuallyAsync("it", "there", () =>
            ++looked < 3 ? throw new CommandFailed(ExitCode.Failed, "not yet") : Task.FromResult("there"))));

        Assert.True(report.Passed);
        Assert.Equal(3, looked);
    }

    [Fact]
    public async Task A_log_is_cut_where_a_step_begins_unless_it_is_a_new_one()
    {
        var logs = new StepLogs(_system);
        _system.Logged = "before\n";
        await logs.CutAsync(["ha"], CancellationToken.None);
        _system.Logged = "before\nafter\n";
        Assert.Equal("after\n", await logs.OfAsync("ha", CancellationToken.None));

        _system.Logged = "new\n";
        Assert.Equal("new\n", await logs.OfAsync("ha", CancellationToken.None));
        _system.Logged = "before\nafter\n";
        logs.Forget();
        Assert.Equal("before\nafter\n", await logs.OfAsync("ha", CancellationToken.None));
    }

    [Fact]
    public async Task Without_a_browser_the_stats_page_is_kept_all_the_same()
    {
        var report = Assert.Single(await Walk(run => run.PictureAsync("stats", "Both are up")));

        Assert.Equal(["logs/task0/stats.csv"], report.Files);
        Assert.Empty(report.Pictures);
    }

    private Task<IReadOnlyList<Actors.Walk.Reporting.StepReport>> Walk(params Func<StepRun, Task>[] steps)
    {
        var tools = new WalkTools(_system, _visitor, new Pictures(null), new StepLogs(_system), _folder.Path, TimeProvider.System);
        return new Walker(tools, new Output(_said, TextWriter.Null, interactive: false)).WalkAsync(
            [.. steps.Select((run, number) => new WalkStep(number, "A step", "", run))], CancellationToken.None);
    }

    /// <summary>A system of which only the logs are asked for.</summary>
    private sealed class FakeWalked : IWalkedSystem
    {
        public string Logged { get; set; } = "";

        public string Kind => "nothing";

        public Uri Service => new("http://127.0.0.1:1/");

        public Uri Stats => new("http://127.0.0.1:1/");

        public Task BeginAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(string node, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(string node, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task KillAsync(string node, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task KillHaProxyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task KillAgentAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<AgentClient> AgentAsync(CancellationToken cancellationToken) =>
            throw new CommandFailed(ExitCode.Failed, "there is none");

        public Task<string> ConfigAsync(CancellationToken cancellationToken) => Task.FromResult("");

        public Task<string> NodeFilesAsync(CancellationToken cancellationToken) => Task.FromResult("");

        public Task<string> LogAsync(string node, CancellationToken cancellationToken) => Task.FromResult(Logged);

        public Task<string> ProcessesAsync(CancellationToken cancellationToken) => Task.FromResult("");

        public Task<string> InspectAsync(string node, CancellationToken cancellationToken) => Task.FromResult("{}");

        public Task<Uri> RunHaProxyAsync(Func<string, string> config, CancellationToken cancellationToken) => Task.FromResult(Service);

        public Task EndAsync() => Task.CompletedTask;
    }
}
