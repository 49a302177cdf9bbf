using Actors.Backend.Settings;
using Actors.Clustering.Settings;
using Actors.WebNode.Attaching;
using Actors.WebNode.Demo;
using Actors.WebNode.Programs;

namespace Actors.WebNode;

/// <summary>The settings of a web node, section <c>Web</c>.</summary>
/// <param name="Served">What it serves, itself or by its program.</param>
/// <param name="Tag">What the demo app shows as its tag. Default: the node's name.</param>
/// <param name="LeaveTimeout">The longest that it waits for the agents to drain it before it stops; at or above HaProxy:DrainTimeout and
/// HaProxy:HoldLastLeave together, of which the hold gets half at most.</param>
/// <param name="JournalPath">A file of this node that notes each request which names itself, see <see cref="RequestJournal"/>; empty for
/// none.</param>
public sealed record WebOptions(ServedService Served, string Tag, TimeSpan LeaveTimeout, string JournalPath = "")
{
    public const string Section = "Web";

    /// <summary>The program that is kept alive in place of the demo app; null for the demo app.</summary>
    public ProgramOptions? Program { get; init; }

    /// <summary>The program that is served in place of the demo app and that no node starts or ends; null for none.</summary>
    public AttachOptions? Attach { get; init; }

    /// <summary>Whether it serves the demo app, and no other program.</summary>
    public bool IsDemo => Program is null && Attach is null;

    /// <param name="settings">The section.</param>
    /// <param name="nodeName">The node's name.</param>
    /// <param name="program">The program of the command line; null for none.</param>
    public static WebOptions Read(SettingsReader settings, string nodeName, IReadOnlyList<string>? program = null)
    {
        var target = AttachOptions.ReadTarget(settings);
        var served = ServedService.Read(settings, target?.Port ?? 3000, "1.0.0");
        var every = HealthSettings.Every(settings);
        var own = ProgramOptions.Read(settings, program, every);
        if (target is not null)
        {
            AttachOptions.Check(settings, target, served, hasProgram: own is not null);
        }

        return new WebOptions(
            served with { Check = HealthSettings.Read(settings, served.Protocol == ServiceProtocol.Http) },
            settings.Text(
                "Tag", nodeName, tag => tag.Length <= 200 && !tag.Any(char.IsControl), "must be at most 200 printable characters"),
            settings.Duration("LeaveTimeout", TimeSpan.FromSeconds(15), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            settings.Text(
                "JournalPath", "", RequestJournal.CanBeAt,
                "must be the absolute path of a file that can be written, in a folder that is there"))
        {
            Program = own,
            Attach = target is null ? null : new AttachOptions(target, every),
        };
    }
}
