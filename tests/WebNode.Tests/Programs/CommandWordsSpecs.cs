using Actors.WebNode.Programs;

namespace Actors.WebNode.Tests.Programs;

public sealed class CommandWordsSpecs
{
    [Theory]
    [InlineData("")]
    [InlineData("  \t ")]
    [InlineData("node server.js", "node", "server.js")]
    [InlineData("  node \t server.js  ", "node", "server.js")]
    [InlineData("sh -c 'echo \"a\"  b'", "sh", "-c", "echo \"a\"  b")]
    [InlineData("say \"it's\"", "say", "it's")]
    [InlineData("a\"b c\"'d e'f", "ab cd ef")]
    [InlineData("""say "a \" b \\ c \n" """, "say", """a " b \ c \n""")]
    [InlineData("""say 'a \" b' \x""", "say", """a \" b""", """\x""")]
    [InlineData("say '' \"\"", "say", "", "")]
    [InlineData("say $HOME; rm | x", "say", "$HOME;", "rm", "|", "x")]
    public void Words_are_split_at_spaces_and_held_together_by_quotes(string text, params string[] words) =>
        Assert.Equal(words, CommandWords.TrySplit(text)!);

    [Theory]
    [InlineData("sh -c 'echo")]
    [InlineData("say \"")]
    [InlineData("say \"a\\\"")]
    public void A_quote_that_is_not_closed_is_no_command(string text) => Assert.Null(CommandWords.TrySplit(text));

    [Fact]
    public void What_comes_after_two_dashes_is_the_program_with_its_arguments()
    {
        var line = CommandLine.Split(["--Web:Port=3000", "--", "node", "--", "server.js"]);

        Assert.Equal(["--Web:Port=3000"], line.Settings);
        Assert.Equal(["node", "--", "server.js"], line.Program!);
        Assert.Null(CommandLine.Split(["--Web:Port=3000"]).Program);
    }
}
