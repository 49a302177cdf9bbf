using Actors.HaAgent.Events;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Support;

/// <summary>Histories, and rows for them.</summary>
internal static class Histories
{
    /// <summary>One without a folder.</summary>
    public static ChangeHistory InMemory(IAgentEvents events) => Open("", "", events);

    /// <summary>One in a folder.</summary>
    public static ChangeHistory Open(string folder, string runtime, IAgentEvents events, HistoryOptions? options = null) =>
        new(new HistoryFile(folder, runtime, NullLogger<HistoryFile>.Instance), options ?? HistoryOptions.Default, events,
            TimeProvider.System, NullLogger<ChangeHistory>.Instance);

    /// <summary>A change that was applied, with a configuration and a template of this text.</summary>
    public static Change Applied(string config, string trigger = "web-1 joined") =>
        new(default, trigger, "runtime", "1 command", ["set server web/web-1 state ready"], 1.5, TimeProvider.System.GetUtcNow(),
            Change.IsApplied, null, config,
            new TemplateText($"{config} {{{{ template }}}}", "test", new Dictionary<string, string> { ["frontend"] = config }));
}
