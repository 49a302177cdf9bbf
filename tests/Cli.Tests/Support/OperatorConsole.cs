using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Cli.Commands.Operate;
using Actors.Cli.Views;

namespace Actors.Cli.Tests.Support;

/// <summary>Runs an operator's command as it was typed, in an environment of the test's own.</summary>
internal sealed class OperatorConsole
{
    private readonly LockedWriter _result = new();
    private readonly LockedWriter _error = new();

    public Dictionary<string, string?> Variables { get; } = [];

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public string ProgramName { get; set; } = "actors";

    /// <summary>Who types; null where that is not known.</summary>
    public string? User { get; set; }

    public string Result => _result.ToString();

    public string Error => _error.ToString();

    /// <summary>The lines on standard output, without the blanks that fill a table's last column.</summary>
    public IReadOnlyList<string> Lines =>
        [.. Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

    public CommandHost Host => new(
        name => Variables.GetValueOrDefault(name),
        NoNodes.Here,
        quiet => new Output(_result, _error, interactive: false, quiet),
        () => false,
        Time)
    {
        ProgramName = ProgramName,
        User = User,
    };

    public Task<int> Run(params string[] arguments) => Run(CancellationToken.None, arguments);

    /// <summary>As a process does: a failure is said, and has its exit code.</summary>
    public Task<int> RunToItsEnd(params string[] arguments) =>
        CommandLine.RunAsync(Tree(), arguments, Host.ProgramName, Host.Output);

    public async Task<int> Run(CancellationToken ct, params string[] arguments)
    {
        var parsed = Tree().Parse(arguments);
        Assert.Empty(parsed.Errors.Select(error => error.Message));
        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, ct);
    }

    private Command Tree()
    {
        var command = new Command("actors");
        foreach (var one in OperateCommands.Create(Host))
        {
            command.Subcommands.Add(one);
        }

        return command;
    }

    /// <summary>Written by a command while the test reads.</summary>
    private sealed class LockedWriter : StringWriter
    {
        private readonly Lock _lock = new();

        public override void Write(char value)
        {
            lock (_lock)
            {
                base.Write(value);
            }
        }

        public override void Write(string? value)
        {
            lock (_lock)
            {
                base.Write(value);
            }
        }

        public override void Write(char[] buffer, int index, int count)
        {
            lock (_lock)
            {
                base.Write(buffer, index, count);
            }
        }

        public override void WriteLine(string? value) => Write(value + "\n");

        public override string ToString()
        {
            lock (_lock)
            {
                return base.ToString();
            }
        }
    }
}
