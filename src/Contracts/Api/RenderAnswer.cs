using System.Text.Json.Serialization;

namespace Actors.Contracts.Api;

/// <summary>What a template would come to, <c>POST /api/render</c>.</summary>
/// <param name="Text">The configuration; empty where it cannot be rendered.</param>
/// <param name="Plan">What would be done; null where it cannot be rendered.</param>
/// <param name="Errors">Why it cannot be rendered; null where it can.</param>
public sealed record RenderAnswer(
    [property: JsonPropertyOrder(0)] string? Text, [property: JsonPropertyOrder(2)] PlanView? Plan,
    [property: JsonPropertyOrder(3)] string? Errors)
{
    private bool _isJudged;

    /// <summary>Why HAProxy refuses it; null where it takes it, or was not asked.</summary>
    [JsonPropertyOrder(1)]
    public string? Verdict
    {
        get;
        set
        {
            field = value;
            _isJudged = true;
        }
    }

    /// <summary>Whether HAProxy was asked and takes it: that a verdict is missing is something else than one that is null.</summary>
    [JsonIgnore]
    public bool IsTaken => Text is not null && Errors is null && _isJudged && Verdict is null;
}

/// <summary>A plan, for people.</summary>
/// <param name="By"><c>nothing</c>, <c>runtime</c> or <c>reload</c>.</param>
/// <param name="What">The number of commands, or the reason of the reload.</param>
/// <param name="Commands">The first of the commands.</param>
public sealed record PlanView(string By, string What, IReadOnlyList<string> Commands);
