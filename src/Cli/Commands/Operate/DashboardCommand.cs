using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors dashboard</c>: prints the address of an agent's page, and opens it where there is a browser to be had.</summary>
internal static class DashboardCommand
{
    private const string Opener = "xdg-open";

    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host);
        var command = options.AddTo(new Command(
            "dashboard", "Prints the address of the agent's page, and opens it. Where there is a desktop to open it on."));
        command.SetAction(parsed =>
        {
            var (session, target) = (options.Open(parsed), options.Target(parsed));
            var isOpened = !session.IsJson && IsDesktop(host.Variable) && Open(target.Url);
            var file = target.Token.Source is { } source && File.Exists(source) ? source : null;
            if (session.IsJson)
            {
                session.Output.Json(JsonSerializer.Serialize(
                    new DashboardReport(target.Url, file, isOpened), OperateJson.Readable.DashboardReport));
                return ExitCode.Ok;
            }

            session.Output.Line(target.Url.ToString());
            if (file is not null)
            {
                session.Output.Line($"Its token is in {file}");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    // Without a screen a text browser would take the terminal.
    private static bool IsDesktop(Func<string, string?> variable) =>
        variable("DISPLAY") is { Length: > 0 } || variable("WAYLAND_DISPLAY") is { Length: > 0 };

    private static bool Open(Uri url)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Opener, [url.ToString()])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            return process is not null;
        }
        catch (Win32Exception)
        {
            // There is none.
            return false;
        }
    }
}
