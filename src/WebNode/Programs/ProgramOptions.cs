using Actors.Clustering.Programs;
using Actors.Clustering.Settings;

namespace Actors.WebNode.Programs;

/// <summary>A program of the user's that the node keeps alive in place of the demo app: settings of section <c>Web</c>.</summary>
/// <param name="Command">The program and its arguments.</param>
/// <param name="HealthEvery">How often it is asked.</param>
/// <param name="StopGrace">How long it may take to end after SIGTERM before it gets SIGKILL.</param>
/// <param name="RestartLimit">How many times in a row it is started again; what has run for <see cref="RestartPolicy.Forgiven"/> begins
/// anew.</param>
public sealed record ProgramOptions(IReadOnlyList<string> Command, TimeSpan HealthEvery, TimeSpan StopGrace, int RestartLimit)
{
    /// <summary>The longest <see cref="StopGrace"/>: below what a stop as a whole may take (OrderlyLeave.ServerStop).</summary>
    public static readonly TimeSpan LongestStopGrace = TimeSpan.FromSeconds(60);

    /// <summary>Null where no program is given.</summary>
    /// <param name="settings">The section.</param>
    /// <param name="given">The program of the command line, after <c>--</c>; null for none.</param>
    /// <param name="healthEvery">How often it is asked.</param>
    public static ProgramOptions? Read(SettingsReader settings, IReadOnlyList<string>? given, TimeSpan healthEvery)
    {
        var text = settings.Text(
            "Command", "", text => CommandWords.TrySplit(text) is not null,
            "has a quote that is not closed; it must be " + CommandWords.Rule);
        var options = new ProgramOptions(
            given ?? CommandWords.TrySplit(text) ?? [],
            healthEvery,
            settings.Duration("StopGrace", TimeSpan.FromSeconds(10), TimeSpan.Zero, LongestStopGrace),
            settings.Number("RestartLimit", 10, 0, 1_000_000));
        CheckCommand(settings, options.Command, text, given);
        return options.Command.Count > 0 ? options : null;
    }

    private static void CheckCommand(SettingsReader settings, IReadOnlyList<string> command, string text, IReadOnlyList<string>? given)
    {
        if (given is not null && text.Length > 0)
        {
            settings.Fault("Command", text, "and a program after -- are given both; one of them must go");
        }
        else if (given is { Count: 0 })
        {
            settings.Fault("Command", "", "there is no program after --");
        }
        else if (command.Count > 0 && ProgramFile.Find(command[0], Environment.GetEnvironmentVariable("PATH")) is null)
        {
            settings.Fault(
                "Command", string.Join(' ', command),
                $"there is no program {command[0]} that can be executed; name one on the PATH, or by its path");
        }
        else if (command.Count > 0
            && SessionLaunch.Needs is { } needed
            && ProgramFile.Find(needed, Environment.GetEnvironmentVariable("PATH")) is null)
        {
            settings.Fault(
                "Command", string.Join(' ', command),
                $"needs {needed} on the PATH, which gives a program a process group of its own; install util-linux");
        }
    }
}
