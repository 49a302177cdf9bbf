using System.Text.Json;
using Actors.Cli.Views;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Inspect;

/// <summary>What a node tells of its cluster.</summary>
internal static class ClusterViews
{
    public static async Task ShowAsync(Inquiry inquiry)
    {
        var text = await inquiry.Client.GetAsync("cluster", inquiry.Cancelled);
        if (inquiry.Json)
        {
            inquiry.Output.Json(text);
            return;
        }

        var answer = JsonSerializer.Deserialize(text, ContractJson.Default.ClusterView)!;
        if (answer.IsInCluster)
        {
            inquiry.Output.Show(ClusterTable.Of(answer));
        }

        inquiry.Output.Line(answer.IsInCluster ? $"as {answer.Self.Name} sees it" : $"{inquiry.Node.Name} is in no cluster.");
    }

    public static async Task StatusAsync(Inquiry inquiry)
    {
        var text = await inquiry.Client.GetAsync("cluster/status", inquiry.Cancelled);
        if (inquiry.Json)
        {
            inquiry.Output.Json(text);
        }
        else
        {
            inquiry.Output.Show(ClusterTable.Of(JsonSerializer.Deserialize(text, ContractJson.Default.ClusterNodeStatus)!));
        }
    }

    public static async Task TailAsync(Inquiry inquiry)
    {
        try
        {
            await foreach (var text in inquiry.Client.EventsAsync("cluster/tail", inquiry.Cancelled))
            {
                inquiry.Output.Raw(
                    inquiry.Json ? text : ClusterTable.Line(JsonSerializer.Deserialize(text, ContractJson.Default.ClusterTailEvent)!));
            }

            inquiry.Output.Line($"{inquiry.Node.Name} leaves and says no more.");
        }
        catch (OperationCanceledException) when (inquiry.Cancelled.IsCancellationRequested)
        {
            // That is the way out.
        }
    }
}
