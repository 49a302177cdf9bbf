using System.Globalization;
using System.Text.RegularExpressions;
using Actors.Contracts.Api;

namespace Actors.Cli.Views;

/// <summary>What is thought of a user's template, for people: the errors, the lines that they are about, the plan.</summary>
internal static partial class TemplateVerdict
{
    private const int MostLines = 20;

    /// <param name="output">Where it goes.</param>
    /// <param name="rendered">The answer.</param>
    /// <param name="isExample">Whether it was rendered with nodes for example.</param>
    public static void Tell(Output output, RenderAnswer rendered, bool isExample)
    {
        if (rendered.Errors is { } errors)
        {
            output.Bad("It has errors:");
            output.Line(Words.Block(errors));
            return;
        }

        if (rendered.IsTaken)
        {
            output.Good("HAProxy takes it");
        }
        else if (rendered.Verdict is { } verdict)
        {
            output.Bad("It is refused:");
            output.Line(Words.Block(verdict));
            foreach (var line in LinesOf(verdict, rendered.Text ?? ""))
            {
                output.Line(line);
            }
        }
        else
        {
            output.Bad("Whether HAProxy takes it: " + Words.Unknown);
        }

        if (isExample)
        {
            output.Line("No agent runs here: it was rendered with two nodes for example.");
        }
        else
        {
            RenderVerdict.TellPlan(output, rendered);
        }
    }

    /// <summary>The lines of the rendered text that HAProxy speaks of, which are not those of the template.</summary>
    public static IEnumerable<string> LinesOf(string verdict, string text)
    {
        var lines = text.Split('\n');
        return LinePattern().Matches(verdict)
            .Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            .Where(number => number >= 1 && number <= lines.Length)
            .Distinct()
            .Take(MostLines)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{number,6} | {Words.Of(lines[number - 1])}"));
    }

    [GeneratedRegex(@"\[[^\[\]\s]*:(\d{1,7})\]", RegexOptions.CultureInvariant)]
    private static partial Regex LinePattern();
}
