using Actors.Containers.Engine;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Actors.Containers;

/// <summary>
/// The system from the compose file, started once for all tests that share it; where the machine has no engine or no images, it sees to
/// them first. It is taken down with its volumes in any case.
/// </summary>
public abstract class ComposeFixture : IAsyncLifetime
{
    private static readonly TimeSpan ScriptBound = TimeSpan.FromMinutes(10);

    private readonly IMessageSink _sink;
    private readonly string _images;
    private readonly CommandLine _commandLine;

    /// <param name="sink">Where what takes long is told.</param>
    /// <param name="images">What prepare.sh prepares.</param>
    /// <param name="files">The compose files, from the root.</param>
    protected ComposeFixture(IMessageSink sink, string images, params string[] files)
    {
        _sink = sink;
        _images = images;
        _commandLine = new CommandLine(Report);
        Shared = new ContainerSystem(Report, files);
    }

    internal ContainerSystem Shared { get; }

    public async Task InitializeAsync()
    {
        await ScriptAsync("prepare.sh", _images);
        try
        {
            await Shared.Compose.FindAsync();
            await Shared.Compose.DownAsync();
            await BuildAsync();
            await Shared.AtLeastAsync(web: 3);
        }
        catch
        {
            await DisposeAsync();
            throw;
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
            await ScriptAsync("engine.sh", "stop");
        }
    }

    /// <summary>Makes the images that the compose files name, where prepare.sh has not.</summary>
    protected virtual Task BuildAsync() => Task.CompletedTask;

    private void Report(string line) => _sink.OnMessage(new DiagnosticMessage(line));

    private Task<string> ScriptAsync(string script, params string[] arguments) =>
        _commandLine.RunAsync(Repository.PathOf("tests", "Containers", script), arguments, ScriptBound, follow: _ => true);
}
