using System.Text.RegularExpressions;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Commands;

/// <summary>The real program on a real terminal of eighty columns.</summary>
public sealed partial class TerminalSpecs
{
    [Fact]
    public async Task What_it_shows_fits_and_the_terminal_stays_in_the_mode_that_it_was_in()
    {
        await using var agent = await FakeAgent.Start();
        agent.Answers["GET /api/nodes"] = FakeAnswer.Json(
            $"[{Answers.Judged("web-1-of-a-long-name", "Serving", "")},{Answers.Judged("web-2", "Down", "HAProxy's check fails: L4CON")}]");
        agent.Answers["GET /api/status"] = FakeAnswer.Json(Answers.StatusWith("\"rejected\":[]"));
        using var folder = new TemporaryFolder();

        var lines = await RealProgram.Run(
            agent.Url.ToString(), folder.Path, "script", "-qec",
            $"stty cols 80; TERM=xterm-256color exec '{RealProgram.DotNet}' '{RealProgram.Assembly}' nodes", "/dev/null");

        Assert.DoesNotContain(lines, line => line.Contains("\u001b[?1h", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("\u001b=", StringComparison.Ordinal));
        // Colours are not seen as columns.
        string[] seen = [.. lines.Select(line => Colour().Replace(line, "").TrimEnd('\r'))];
        Assert.Equal("NAME                  SERVICE  STATE    SESSIONS  RATE  ERRORS  WEIGHT  SINCE", seen[0]);
        Assert.Contains("    HAProxy's check fails: L4CON", seen);
        Assert.All(seen, line => Assert.True(line.Length <= 80 && line == line.TrimEnd(), $"'{line}'"));
    }

    [GeneratedRegex(@"\u001b\[[0-9;]*m")]
    private static partial Regex Colour();
}
