using System.Text.Json;
using Actors.Cli.Views;
using Actors.Dev.Nodes;

namespace Actors.Dev.Commands;

/// <summary>Sentences that more than one command says.</summary>
internal static class Tell
{
    /// <summary>What has become of a node, as JSON where that is wanted; what was said of it already is not said again.</summary>
    /// <param name="system">Where it is said.</param>
    /// <param name="isJson">Whether a program reads it.</param>
    /// <param name="done">What.</param>
    public static void Done(LocalSystem system, bool isJson, NodeDone done)
    {
        switch (done.Result)
        {
            case "stopped" or "killed":
                system.Output.Good(done.Message);
                break;
            case "running" or "not-running":
                system.Output.Line(done.Message);
                break;
        }

        if (isJson)
        {
            system.Output.Json(JsonSerializer.Serialize(done, DevJson.Readable.NodeDone));
        }
    }

    public static void Ended(Output output, string name, EndResult how)
    {
        switch (how)
        {
            case EndResult.Stopped:
                output.Good($"Stopped {name}");
                break;
            case EndResult.Killed:
                output.Good($"Killed {name}");
                break;
            case EndResult.StillRuns:
                output.Bad($"{name} still runs");
                break;
            default:
                break;
        }
    }
}
