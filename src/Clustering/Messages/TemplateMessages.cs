namespace Actors.Clustering.Messages;

/// <summary>
/// An agent that has another template on its disk than in force asks another agent how far it is with that one (docs/adr/0024).
/// </summary>
/// <param name="Hash">The template with its snippets, as 16 hexadecimal digits.</param>
public sealed record TemplateAsk(string Hash) : IClusterMessage;

/// <summary>How far an agent is with a template.</summary>
/// <param name="Agent">The name of the agent that answers.</param>
/// <param name="Hash">That of the <see cref="TemplateAsk"/>.</param>
/// <param name="Stage">Such as <c>InForce</c>, <c>Applying</c>, <c>Refused</c>; one that is not known counts as none of them.</param>
/// <param name="Why">Why it is no further; at most 200 characters are kept.</param>
public sealed record TemplateAnswer(string Agent, string Hash, string Stage, string Why) : IClusterMessage;
