using System.Globalization;
using Actors.Backend.Settings;
using Actors.Clustering.Settings;

namespace Actors.WebNode.Attaching;

/// <summary>A program behind the node that the node did not start: <c>Web:Attach</c>, <c>--attach</c> on the command line.</summary>
/// <param name="Target">Where it listens.</param>
/// <param name="HealthEvery">How often it is asked.</param>
public sealed record AttachOptions(AttachTarget Target, TimeSpan HealthEvery)
{
    /// <summary>What to do where a node would be attached to itself.</summary>
    public const string Remedy = "give the port of the program, or this node another";

    private const string Key = "Attach";

    /// <summary>Where the program listens; null where there is none to attach to, or it cannot be used.</summary>
    /// <param name="settings">The section; what is wrong is in its faults.</param>
    public static AttachTarget? ReadTarget(SettingsReader settings)
    {
        var text = settings.Text(Key, "");
        if (text.Length == 0)
        {
            return null;
        }

        var target = AttachTarget.TryParse(text, out var fault);
        if (target is null)
        {
            settings.Fault(Key, text, fault);
        }

        return target;
    }

    /// <summary>The setting of the node's own port that this port is; empty where it is none of them.</summary>
    /// <param name="target">Where the program listens.</param>
    /// <param name="node">The node.</param>
    public static string OwnPort(AttachTarget target, NodeOptions node) =>
        target.Port == node.Port ? "Node:Port" : target.Port == node.ManagementPort ? "Node:ManagementPort" : "";

    /// <summary>Says where the node would be attached to itself.</summary>
    /// <param name="settings">The section.</param>
    /// <param name="target">Where the program listens.</param>
    /// <param name="node">The node.</param>
    public static void CheckOwn(SettingsReader settings, AttachTarget target, NodeOptions node)
    {
        if (OwnPort(target, node) is { Length: > 0 } own && (target.IsLoopback || target.Host == node.Host))
        {
            settings.Fault(Key, target.ToString(), $"is this node itself ({own}); {Remedy}");
        }
    }

    /// <summary>Says what does not go with a program that runs already.</summary>
    /// <param name="settings">The section.</param>
    /// <param name="target">Where that listens.</param>
    /// <param name="served">What the other settings say of it.</param>
    /// <param name="hasProgram">Whether a program to start is given too.</param>
    public static void Check(SettingsReader settings, AttachTarget target, ServedService served, bool hasProgram)
    {
        if (hasProgram)
        {
            settings.Fault(
                Key, target.ToString(),
                "a program that runs already, and one to start (Web:Command, or after --), are given both; one of them must go");
        }

        if (served.Port != target.Port)
        {
            settings.Fault(
                "Port", served.Port.ToString(CultureInfo.InvariantCulture),
                $"is another port than that of Web:Attach = {target}, where the program listens; leave it out");
        }
    }
}
