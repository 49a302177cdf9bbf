using System.Collections.Concurrent;
using CliWrap;

namespace Actors.Containers.Engine;

/// <summary>Runs a program to its end, within bounds; its lines can be followed while it runs.</summary>
internal sealed class CommandLine(Action<string> report)
{
    private const int TailLines = 40;
    private static readonly TimeSpan UsualBound = TimeSpan.FromMinutes(2);

    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public async Task<CommandResultText> TryAsync(
        string program, IEnumerable<string> arguments, TimeSpan? bound = null, Func<string, bool>? follow = null)
    {
        var output = new ConcurrentQueue<string>();
        var errors = new ConcurrentQueue<string>();
        var command = Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(Repository.PathOf())
            .WithEnvironmentVariables(Environment)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line => Take(line, output)))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line => Take(line, errors)));

        using var patience = new CancellationTokenSource(bound ?? UsualBound, TimeProvider.System);
        try
        {
            var result = await command.ExecuteAsync(patience.Token);
            return new CommandResultText(
                command.ToString(), result.ExitCode, string.Join('\n', output), string.Join('\n', errors), Tail([.. output, .. errors]));
        }
        catch (OperationCanceledException)
        {
            throw new CommandFailedException($"`{command}` did not end within {bound ?? UsualBound}:\n{Tail([.. output, .. errors])}");
        }

        void Take(string line, ConcurrentQueue<string> lines)
        {
            lines.Enqueue(line);
            if (follow?.Invoke(line) == true)
            {
                report(line);
            }
        }
    }

    public async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, TimeSpan? bound = null, Func<string, bool>? follow = null)
    {
        var result = await TryAsync(program, arguments, bound, follow);
        return result.ExitCode == 0
            ? result.Output
            : throw new CommandFailedException($"`{result.Command}` ended with code {result.ExitCode}:\n{result.Tail}");
    }

    private static string Tail(IReadOnlyCollection<string> lines) => string.Join('\n', lines.Skip(lines.Count - TailLines));
}
