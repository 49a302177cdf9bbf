using System.CommandLine;
using Actors.Cli.Commands;

namespace Actors.Cli.Tests.Commands;

public class CommandLineSpecs
{
    [Theory]
    [InlineData("status --url http://ha:8090 --json")]
    [InlineData("nodes --agent ha-2 --token-file /etc/passwd")]
    [InlineData("history --limit 1000")]
    [InlineData("diff 1 2 --url https://ha.example/")]
    [InlineData("events --json")]
    [InlineData("drain web-1")]
    [InlineData("ready web-1")]
    [InlineData("weight web-1 256")]
    [InlineData("weight web-1 none")]
    [InlineData("maintenance web-1")]
    [InlineData("render")]
    [InlineData("render /etc/passwd --out /tmp/x")]
    [InlineData("template export")]
    [InlineData("template export --out /tmp/x --force")]
    [InlineData("template check /etc/passwd --snippets /etc --json")]
    [InlineData("rollback 12")]
    [InlineData("unpin")]
    [InlineData("reload")]
    [InlineData("freeze")]
    [InlineData("thaw")]
    [InlineData("roll agents --json")]
    [InlineData("roll agents --command ls --timeout 5")]
    [InlineData("completion bash")]
    public void Makes_sense(string line) => Assert.Empty(Errors(line));

    [Theory]
    [InlineData("nonsense", "Unrecognized command or argument 'nonsense'.")]
    [InlineData("status --url ha:8090", "--url must be an address such as http://127.0.0.1:8090, not 'ha:8090'.")]
    [InlineData(
        "drain ../reload",
        "'../reload' is no node's name, which must be 1 to 63 letters, digits, '_' or '-', beginning with a letter or digit.")]
    [InlineData("drain", "Required argument 'NODE' missing for command: 'drain'.")]
    [InlineData("weight web-1 257", "N must be a number from 0 to 256, or none, not '257'.")]
    [InlineData("weight web-1 half", "N must be a number from 0 to 256, or none, not 'half'.")]
    [InlineData("weight web-1", "Required argument 'N' missing for command: 'weight'.")]
    [InlineData("rollback x", "REVISION must be the number of a revision, not 'x'.")]
    [InlineData("diff 1", "Required argument 'B' missing for command: 'diff'.")]
    [InlineData("diff 1 2 --json", "Unrecognized command or argument '--json'.")]
    [InlineData("render /no/such/file", "TEMPLATE-FILE: there is no file /no/such/file.")]
    [InlineData("template check /no/such/file", "FILE: there is no file /no/such/file.")]
    [InlineData("template check --snippets /no/such", "--snippets: there is no folder /no/such.")]
    [InlineData("history -n 0", "--limit must be a number from 1 to 1000000, not '0'.")]
    [InlineData("roll agents --timeout 4", "--timeout must be a number from 5 to 3600, not '4'.")]
    [InlineData("completion tcsh", "Argument 'tcsh' not recognized. Must be one of:\n\t'bash'\n\t'zsh'\n\t'fish'")]
    public void Makes_none_and_says_why(string line, string error) => Assert.Contains(error, Errors(line));

    [Fact]
    public void Every_command_and_every_option_explains_itself()
    {
        foreach (var command in ActorsCommand.Create().Subcommands)
        {
            Assert.False(string.IsNullOrWhiteSpace(command.Description), command.Name);
            Assert.All(
                command.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), $"{command.Name} {option.Name}"));
            Assert.All(
                command.Arguments,
                argument => Assert.False(string.IsNullOrWhiteSpace(argument.Description), $"{command.Name} {argument.Name}"));
        }
    }

    [Fact]
    public void The_program_is_called_as_the_operator_calls_it()
    {
        var root = ActorsCommand.Create();

        Assert.All(Below(root, []), command =>
        {
            var help = new StringWriter();
            Assert.Equal(0, root.Parse([.. command, "--help"]).Invoke(new InvocationConfiguration { Output = help }));
            Assert.Contains(string.Join(' ', ["Usage:\n  actors", .. command]), help.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("./", help.ToString(), StringComparison.Ordinal);
        });
        Assert.All(CompletionScript.Shells, shell => Assert.DoesNotContain(
            "./", CompletionScript.For(shell, CommandHost.OfThisProcess.ProgramName), StringComparison.Ordinal));
    }

    private static IEnumerable<string[]> Below(Command command, string[] path) =>
        command.Subcommands.SelectMany(inner => Below(inner, [.. path, inner.Name])).Prepend(path);

    private static IEnumerable<string> Errors(string line) =>
        ActorsCommand.Create().Parse(line.Split(' ')).Errors.Select(error => error.Message);
}
