using Actors.Cli.Commands;
using Actors.Cli.Tests.Support;
using Actors.Harness;

namespace Actors.Cli.Tests;

/// <summary>The manual page in <c>packaging/</c> has every command and every option, in the words of their help.</summary>
public sealed class ManualPageSpecs
{
    private static readonly string Page = Repository.PathOf("packaging/actors.1");

    [Fact]
    public async Task It_has_the_commands_as_they_are()
    {
        var page = await File.ReadAllTextAsync(Page);
        var expected = ManualPage.With(
            page, [.. NodePrograms.All.Select(kind => kind.Describe()), .. ActorsCommand.Create().Subcommands]);

        if (page != expected)
        {
            var made = Path.Combine(AppContext.BaseDirectory, "actors.1.actual");
            await File.WriteAllTextAsync(made, expected);
            Assert.Fail($"{Page} is not of the commands that there are. As it has to be: {made}");
        }
    }

    [Fact]
    public async Task Each_of_its_lines_can_be_read_by_man()
    {
        // What a macro is not, roff passes over without a word, and the line is lost.
        string[] known = [".TH", ".SH", ".SS", ".TP", ".PP", ".RS", ".RE", ".B", ".BR", ".I", ".IR", ".br", ".nf", ".fi", ".\\\"", ".IP"];
        var macros = (await File.ReadAllLinesAsync(Page)).Where(line => line.StartsWith('.') || line.StartsWith('\''))
            .Select(line => line.Split(' ')[0]);

        Assert.Equal([], macros.Distinct().Except(known));
    }
}
