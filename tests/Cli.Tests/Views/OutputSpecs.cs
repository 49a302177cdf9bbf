using Actors.Cli.Views;

namespace Actors.Cli.Tests.Views;

public class OutputSpecs
{
    [Fact]
    public async Task Without_a_terminal_a_step_is_two_plain_lines()
    {
        var text = new StringWriter();

        await new Output(text, TextWriter.Null, interactive: false)
            .StepAsync("Doing [it]", "Done", _ => Task.CompletedTask, TimeProvider.System);

        Assert.Matches(@"\ADoing \[it\] \.\.\.\nok Done \(\d+\.\d s\)\n\z", text.ToString());
    }

    [Fact]
    public void With_json_only_the_json_is_on_standard_output()
    {
        var result = new StringWriter();
        var error = new StringWriter();
        var output = new Output(result, error, interactive: true, quiet: true);

        output.Line("so much");
        output.Json("{}");

        Assert.Equal("{}\n", result.ToString());
        Assert.Equal("so much\n", error.ToString());
    }

    [Fact]
    public void A_long_line_is_not_broken()
    {
        var text = new StringWriter();
        var words = string.Join(' ', Enumerable.Repeat("word", 300));

        new Output(text, TextWriter.Null, interactive: false).Line(words);

        Assert.Equal(words + "\n", text.ToString());
    }

    [Fact]
    public void A_closed_terminal_does_not_stop_the_work()
    {
        var output = new Output(new ClosedWriter(), new ClosedWriter(), interactive: false);

        output.Line("x");
        output.Raw("x");
        output.Json("{}");
        output.Error("x", ["y"]);
    }

    private sealed class ClosedWriter : StringWriter
    {
        public override void Write(char value) => throw new IOException("closed");

        public override void Write(string? value) => throw new IOException("closed");

        public override void WriteLine(string? value) => throw new IOException("closed");

        public override void Flush() => throw new IOException("closed");
    }
}
