using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>--wait</c> and <c>--timeout</c>: a command that ends once it is so.</summary>
internal sealed class WaitOptions
{
    private const int Usual = 60;
    private const int Most = 86_400;

    private readonly Option<bool> _wait = new("--wait")
    {
        Description = "End once it is so, and say what is; the exit code is 7 if it takes too long.",
    };

    private readonly Option<int> _timeout = Timeout($"How many seconds to wait at most, 1 to {Most} (default: {Usual}); implies --wait.");

    /// <summary>The option alone, for a command that always waits.</summary>
    public static Option<int> Timeout(string? description = null) => new("--timeout")
    {
        Description = description ?? $"How many seconds to wait at most, 1 to {Most} (default: {Usual}).",
        DefaultValueFactory = _ => Usual,
        CustomParser = Number.Parser("--timeout", 1, Most),
        HelpName = "SECONDS",
    };

    public Command AddTo(Command command)
    {
        command.Options.Add(_wait);
        command.Options.Add(_timeout);
        return command;
    }

    /// <summary>How long to wait; null for not at all.</summary>
    public TimeSpan? Of(ParseResult parsed) => parsed.GetValue(_wait) || parsed.GetResult(_timeout) is { Implicit: false }
        ? TimeSpan.FromSeconds(parsed.GetValue(_timeout))
        : null;
}
