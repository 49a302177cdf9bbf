using System.Text.Json;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Inspect;

/// <summary>Commands to the cluster through the node that is asked.</summary>
/// <param name="inquiry">What the command has at hand.</param>
/// <param name="program">As the user calls the program that says what to do.</param>
internal sealed class ClusterCommands(Inquiry inquiry, string program)
{
    /// <param name="member">Who; null for the node that is asked.</param>
    /// <param name="isNodeGiven">Whether the user has said which node that is: by default no member is told to leave.</param>
    public Task LeaveAsync(string? member, bool isNodeGiven) => member is null && !isNodeGiven
        ? throw new CommandFailed(
            ExitCode.Usage, "no member is named.", $"{program} cluster leave MEMBER, or --node NAME or --url URL for that node itself.")
        : GiveAsync("leave", member, "leaves");

    public Task DownAsync(string member) => GiveAsync("down", member, "is downed");

    public Task DownUnreachableAsync() => GiveAsync("down-unreachable", null, "is downed");

    private async Task GiveAsync(string command, string? member, string what)
    {
        var text = await inquiry.Client.PostAsync("cluster/" + command, member is null ? null : MemberChoice.Of(member), inquiry.Cancelled);
        if (inquiry.Json)
        {
            inquiry.Output.Json(text);
            return;
        }

        var answer = JsonSerializer.Deserialize(text, ContractJson.Default.ClusterCommandAnswer)!;
        foreach (var about in answer.Members)
        {
            inquiry.Output.Good($"{about.Name} ({about.Address}) {what}");
        }

        if (answer.Members.Count == 0)
        {
            inquiry.Output.Line("No member is unreachable.");
        }
    }
}
