namespace Actors.HaAgent.Rollout;

/// <summary>What agents say of templates, as it is read. Pure.</summary>
public static class TemplateWords
{
    private const int LongestWhy = 200;

    /// <summary>What another agent says, for people: bounded, and on one line.</summary>
    public static string Bounded(string text) => new([.. text.Take(LongestWhy).Select(c => char.IsControl(c) ? ' ' : c)]);

    /// <summary>How far it says to be. A newer agent may be at something that this one does not know.</summary>
    public static TemplateStage StageOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Enum.TryParse<TemplateStage>(text, out var stage) && Enum.IsDefined(stage) && !char.IsAsciiDigit(text[0])
            ? stage
            : TemplateStage.Other;
    }
}
