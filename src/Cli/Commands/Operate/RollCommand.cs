using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors roll agents</c>: restarts or upgrades the agents, one after the other.</summary>
internal static class RollCommand
{
    private const int Usual = 120;
    private const int Most = 3600;

    public static Command Create(CommandHost host) => new(
        "roll", "Restarts the agents one after the other. Each once the last one is in sync and serves.") { Agents(host) };

    private static Command Agents(CommandHost host)
    {
        var options = new AgentOptions(host);
        var each = new Option<string?>("--command")
        {
            Description = "Restarts an agent, or upgrades it, in place of a request to restart: run here, by /bin/sh, once for each agent. "
                + "{name} and {host} stand for the agent.",
            HelpName = "COMMAND",
        };
        var timeout = new Option<int>("--timeout")
        {
            Description = $"How many seconds an agent may take until it is in sync again, 5 to {Most} (default: {Usual}).",
            DefaultValueFactory = _ => Usual,
            CustomParser = Number.Parser("--timeout", 5, Most),
            HelpName = "SECONDS",
        };
        var command = options.AddTo(new Command(
            "agents",
            "Restarts the agents one after the other. Stops at the first that is not in sync and serving in time. The coordinator of "
            + "the cluster decides which one is next. An agent ends, and what started it has to start it again: systemd's Restart=, a "
            + "container's restart policy. With --json each step as a line.") { each, timeout });
        command.Validators.Add(result =>
        {
            if (result.GetValue(each) is { } given && string.IsNullOrWhiteSpace(given))
            {
                result.AddError("--command must be a command, such as 'ssh {host} systemctl restart actors-agent'.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            var line = parsed.GetValue(each);
            var roll = new AgentRoll(
                session, line is null ? null : new EachCommand(line, session.IsJson), TimeSpan.FromSeconds(parsed.GetValue(timeout)));
            await roll.RunAsync(cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }
}
