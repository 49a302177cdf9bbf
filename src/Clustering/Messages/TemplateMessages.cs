using System.Text.Json.Serialization;

namespace Actors.Clustering.Messages;

/// <summary>
/// The coordinator asks an agent how far it is with a template (docs/adr/0049). Agents of 0.1.0 ask each other, and are asked the same way.
/// </summary>
/// <param name="Hash">The template with its snippets, as 16 hexadecimal digits.</param>
public sealed record TemplateAsk(string Hash) : IClusterMessage;

/// <summary>How far an agent is with a template: an answer, or a report to the coordinator, unasked, while it waits for its turn.</summary>
/// <param name="Agent">The name of the agent that answers.</param>
/// <param name="Hash">That of the <see cref="TemplateAsk"/>.</param>
/// <param name="Stage">Such as <c>InForce</c>, <c>Applying</c>, <c>Refused</c>; one that is not known counts as none of them.</param>
/// <param name="Why">Why it is no further; at most 200 characters are kept.</param>
public sealed record TemplateAnswer(string Agent, string Hash, string Stage, string Why) : IClusterMessage
{
    /// <summary>
    /// The agent whose turn has come or is next, and that has not been seen to have it in force, as this one was informed last; null for
    /// none, and from 0.1.0. What a new coordinator knows of the one before.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trial { get; init; }
}

/// <summary>What the coordinator has an agent do that waits for its turn with a template.</summary>
/// <param name="Hash">The template.</param>
/// <param name="Stage"><c>Applying</c>: it is its turn. <c>Waiting</c> or <c>Stopped</c>: it is not.</param>
/// <param name="Agent">The agent that it waits for, or that has stopped it; empty for none.</param>
/// <param name="Why">Why; at most 200 characters are kept.</param>
public sealed record TemplateTurn(string Hash, string Stage, string Agent, string Why) : IClusterMessage
{
    /// <summary>As <see cref="TemplateAnswer.Trial"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trial { get; init; }
}
