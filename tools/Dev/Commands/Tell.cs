using Actors.Cli.Views;
using Actors.Dev.Nodes;

namespace Actors.Dev.Commands;

/// <summary>Sentences that more than one command says.</summary>
internal static class Tell
{
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
