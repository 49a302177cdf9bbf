using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Cli.Commands.Operate;

/// <summary>A step of a round, as a line of <c>--json</c>.</summary>
/// <param name="At">When.</param>
/// <param name="Step"><c>begins</c>, <c>waits</c>, <c>restarts</c>, <c>in sync</c>, <c>done</c> or <c>stopped</c>.</param>
/// <param name="Agent">The agent; empty for none.</param>
/// <param name="What">Its version, or why it is waited for or was stopped; the agents in their order where it begins.</param>
internal sealed record RollStep(DateTimeOffset At, string Step, string Agent, string What);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RollStep))]
internal sealed partial class RollStepJson : JsonSerializerContext;
