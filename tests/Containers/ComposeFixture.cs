using Actors.Containers.Engine;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Actors.Containers;

/// <summary>
/// A system from the compose file, started once for all tests that share it; where the machine has no engine or no images, it sees to
/// them first. It is taken down with its volumes in any case, and the last one ends an engine that was started for it.
/// </summary>
public abstract class ComposeFixture : IAsyncLifetime
{
    private static readonly TimeSpan ScriptBound = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Held while the engine is seen to and a system starts: one after the other, since a start takes all the cores there are.
    /// </summary>
    private static readonly SemaphoreSlim Engine = new(1);

    private static int _systems;

    private readonly IMessageSink _sink;
    private readonly string _images;
    private readonly CommandLine _commandLine;

    /// <param name="sink">Where what takes long is told.</param>
    /// <param name="project">The system's name.</param>
    /// <param name="images">What prepare.sh prepares.</param>
    /// <param name="overlays">Compose files on top of the one at the root, from there.</param>
    protected ComposeFixture(IMessageSink sink, string project, string images, params string[] overlays)
    {
        _sink = sink;
        _images = images;
        _commandLine = new CommandLine(Report);
        Shared = new ContainerSystem(Report, project, ["docker-compose.yml", "tests/Containers/tools.yml", .. overlays]);
    }

    internal ContainerSystem Shared { get; }

    public async Task InitializeAsync()
    {
        await Engine.WaitAsync();
        try
        {
            _systems++;
            await ScriptAsync("prepare.sh", _images);
            await Shared.Compose.FindAsync();
            await Shared.Compose.DownAsync();
            await BuildAsync();
            await Shared.AtLeastAsync(web: 3);
        }
        finally
        {
            Engine.Release();
        }
    }

    public async Task DisposeAsync()
    {
        try
        {
            await Shared.DisposeAsync();
        }
        finally
        {
            await LeaveEngineAsync();
        }
    }

    /// <summary>Makes the images that the compose files name, where prepare.sh has not.</summary>
    protected virtual Task BuildAsync() => Task.CompletedTask;

    private async Task LeaveEngineAsync()
    {
        await Engine.WaitAsync();
        try
        {
            if (--_systems == 0)
            {
                await ScriptAsync("engine.sh", "stop");
            }
        }
        finally
        {
            Engine.Release();
        }
    }

    private void Report(string line) => _sink.OnMessage(new DiagnosticMessage(line));

    private Task<string> ScriptAsync(string script, params string[] arguments) =>
        _commandLine.RunAsync(Repository.PathOf("tests", "Containers", script), arguments, ScriptBound, follow: _ => true);
}
