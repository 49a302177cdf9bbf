using System.Text.Json.Serialization;

namespace Actors.Contracts.Api;

/// <summary>What a node's share must be, <c>POST /api/nodes/NAME/weight</c>.</summary>
/// <param name="Weight">0 to 256; null for the node's own. It must be given.</param>
/// <param name="Force">Whether 0 may leave the service without a node that serves.</param>
/// <param name="Reason">Why, in one line of at most 200 characters; null for no reason.</param>
public sealed record WeightRequest(
    int? Weight, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Force = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null);

/// <summary>What one version of a service must get, <c>POST /api/services/NAME/canary</c>.</summary>
/// <param name="Version">The version, or its beginning up to a dot.</param>
/// <param name="Share">Its share in percent, 0 to 100.</param>
/// <param name="Force">Whether it may be a version that no node has.</param>
/// <param name="Reason">Why, in one line of at most 200 characters; null for no reason.</param>
public sealed record CanaryRequest(
    string Version, int Share, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Force = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null);

/// <summary>Whether a web node wants traffic, <c>POST /ready</c>.</summary>
/// <param name="Ready">Whether it does; false where it is not said.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record ReadyRequest(bool Ready = false, string? Reason = null);

/// <summary>What <c>POST /api/render</c> is asked with, where it is JSON; a plain text is a template.</summary>
/// <param name="Template">The template; null or empty for the one in force.</param>
/// <param name="Snippets">The snippets, by the name of their file without <c>.cfg</c>; null for those in force.</param>
public sealed record RenderRequest(string? Template = null, IReadOnlyDictionary<string, string>? Snippets = null);
