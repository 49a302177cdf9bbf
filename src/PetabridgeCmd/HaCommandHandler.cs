using System.Text.Json;
using Akka.Actor;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace Actors.PetabridgeCmd;

/// <summary>Answers one <c>pbm</c> from the agent's own API, so that there is one meaning of each override and command.</summary>
internal sealed class HaCommandHandler : CommandHandlerActor
{
    private readonly OwnApi _api;

    public HaCommandHandler(OwnApi api)
        : base(HaCommands.Palette)
    {
        _api = api;
        Process(HaCommands.Status.Name, (_, _) => Answer(StatusAsync()));
        Process(HaCommands.Nodes.Name, (_, _) => Answer(NodesAsync()));
        Process(HaCommands.Drain.Name, (_, arguments) => Answer(DrainAsync(arguments.ArgumentValues(HaCommands.NameArgument).Single())));
    }

    private void Answer(Task<string> text) =>
        text.PipeTo(Sender, success: told => new CommandResponse(told), failure: error => new ErroredCommandResponse(error.Message));

    private async Task<string> StatusAsync()
    {
        var status = await _api.GetAsync("/api/status");
        var haproxy = status.GetProperty("haproxy");
        return $"{Text(status, "name")}: {Text(status, "phase")}, revision {Text(status, "revisionApplied")} of "
            + $"{Text(status, "revisionDesired")}; "
            + $"HAProxy {Text(haproxy, "version")}, running: {Text(haproxy, "running")}, {Text(haproxy, "changes")} changes, "
            + $"{Text(haproxy, "reloads")} reloads";
    }

    private async Task<string> NodesAsync() =>
        string.Join('\n', (await _api.GetAsync("/api/nodes")).EnumerateArray().Select(Line));

    private async Task<string> DrainAsync(string name)
    {
        await _api.PostAsync($"/api/nodes/{Uri.EscapeDataString(name)}/drain");
        return $"{name} is drained.";
    }

    private static string Line(JsonElement node) =>
        $"{Text(node, "name")} {Text(node, "address")}:{Text(node, "port")} {Text(node, "effective").ToLowerInvariant()} "
            .TrimEnd() + $" {Text(node, "effectiveWhy")}".TrimEnd();

    private static string Text(JsonElement of, string property) => of.TryGetProperty(property, out var value) ? value.ToString() : "";
}
