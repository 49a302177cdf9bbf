using System.CommandLine;
using Actors.Cli.Views;

namespace Actors.Cli.Commands;

/// <summary><c>--watch</c>: shows it again and again, in place on a terminal, else one behind the other, until Ctrl-C.</summary>
internal sealed class WatchOption
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly Option<bool> _watch =
        new("--watch", "-w") { Description = $"Show it again every {Every.TotalSeconds:0} s, until Ctrl-C." };

    public Command AddTo(Command command)
    {
        command.Options.Add(_watch);
        return command;
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="output">Where it is shown.</param>
    /// <param name="host">What the command takes from its process.</param>
    /// <param name="show">Shows it once; the result is the exit code of a command that does not watch.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    public async Task<int> RunAsync(
        ParseResult parsed, Output output, CommandHost host, Func<CancellationToken, Task<int>> show, CancellationToken cancellationToken)
    {
        if (!parsed.GetValue(_watch))
        {
            return await show(cancellationToken);
        }

        try
        {
            for (var isFirst = true; !host.IsUnread(); isFirst = false)
            {
                output.Redraw();
                try
                {
                    await show(cancellationToken);
                }
                catch (CommandFailed failure) when (!isFirst)
                {
                    // It was there, so that it is worth waiting for.
                    output.Error(failure);
                }

                await Task.Delay(Every, host.Time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how it ends.
        }

        return ExitCode.Ok;
    }
}
