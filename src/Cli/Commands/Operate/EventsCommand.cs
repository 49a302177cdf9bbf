using System.CommandLine;
using System.Globalization;
using Actors.Cli.Client;
using Actors.Cli.Views;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors events</c>: what happens, as it happens, until Ctrl-C.</summary>
internal static class EventsCommand
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var command = options.AddTo(new Command(
            "events",
            "Shows what happens, as it happens, until Ctrl-C. Goes on when the agent comes back. With --json every event as a line, else "
            + "only what has changed."));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            try
            {
                await FollowAsync(session, host.IsUnread, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // That is how it ends.
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task FollowAsync(AgentSession session, Func<bool> isUnread, CancellationToken cancellationToken)
    {
        var lines = new EventLines();
        var heard = false;
        string? told = null;
        while (!isUnread())
        {
            var trouble = $"{session.Url} has ended its events.";
            try
            {
                await foreach (var happened in session.Agent.EventsAsync(cancellationToken))
                {
                    (heard, told) = (true, null);
                    Tell(session, lines, happened);
                    if (isUnread())
                    {
                        return;
                    }
                }
            }
            catch (CommandFailed failure) when (heard)
            {
                // It was there, so that it is worth waiting for.
                trouble = failure.Message;
            }

            if (trouble != told)
            {
                told = trouble;
                session.Output.Error(trouble, ["Trying again, until Ctrl-C."]);
            }

            await Task.Delay(Again, session.Time, cancellationToken);
        }
    }

    private static void Tell(AgentSession session, EventLines lines, AgentEvent happened)
    {
        if (session.IsJson)
        {
            session.Output.Json(happened.ToJson());
            return;
        }

        foreach (var line in lines.Of(happened))
        {
            session.Output.Coloured(
                $"{session.Time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {line.Text}", line.Style);
        }
    }
}
