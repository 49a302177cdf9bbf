using System.CommandLine;
using Actors.Cli.Commands;

namespace Actors.Cli.Tests.Commands;

public class CommandLineSpecs
{
    private const string NoState =
        "--state must be serving, starting, draining, maintenance, unreachable, down or refused, not 'dead'.";

    [Theory]
    [InlineData("status --url http://ha:8090 --json")]
    [InlineData("nodes --agent ha-2 --token-file /etc/passwd")]
    [InlineData("history --limit 1000")]
    [InlineData("diff 1 2 --url https://ha.example/ --json")]
    [InlineData("events --json")]
    [InlineData("drain web-1 web-2 --wait --timeout 30 --force")]
    [InlineData("drain --service web --version 2 --zone a")]
    [InlineData("weight 50 --all -o json")]
    [InlineData("wait web --version 2 --count 3 --timeout 5")]
    [InlineData("nodes web-1 --service web --state down -o wide -w")]
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
    [InlineData("nonsense", "unknown command 'nonsense'.")]
    [InlineData("stauts", "unknown command 'stauts'. Did you mean 'status'?")]
    [InlineData("open", "unknown command 'open'.")]
    [InlineData("template chek", "unknown command 'chek'. Did you mean 'check'?")]
    [InlineData("cluster", "which command?")]
    [InlineData("status --jsn", "unknown option '--jsn'. Did you mean '--json'?")]
    [InlineData("cluster show --ulr http://x:1", "unknown option '--ulr'. Did you mean '--url'?")]
    [InlineData("drain --wiat", "unknown option '--wiat'. Did you mean '--wait'?")]
    [InlineData("drain web-1 --zone a", "give nodes, or --service, --version, --zone or --all, not both.")]
    [InlineData("weight 5 --timeout 0 --all", "--timeout must be a number from 1 to 86400, not '0'.")]
    [InlineData("nodes --state dead", NoState)]
    [InlineData("weight web-1 50 60", "unexpected argument '60'.")]
    [InlineData("status --url", "--url needs a value: URL.")]
    [InlineData("status --url ha:8090", "--url must be an address such as http://127.0.0.1:8090, not 'ha:8090'.")]
    [InlineData(
        "drain ../reload",
        "'../reload' is no node's name, which must be 1 to 63 letters, digits, '_' or '-', beginning with a letter or digit.")]
    [InlineData("drain", "missing NODE: nodes, such as web-1 web-2, or --service, --version, --zone or --all.")]
    [InlineData("weight web-1 257", "WEIGHT must be 0 to 256, or none, not '257'.")]
    [InlineData("weight web-1 half", "WEIGHT must be 0 to 256, or none, not 'half'.")]
    [InlineData("weight web-1", "missing WEIGHT: 0 to 256, or none for its own again.")]
    [InlineData("rollback x", "REVISION must be the number of a revision, not 'x'.")]
    [InlineData("diff 1", "missing B: a revision; actors history lists them.")]
    [InlineData("render /no/such/file", "/no/such/file: no such file.")]
    [InlineData("template check /no/such/file", "/no/such/file: no such file.")]
    [InlineData("template check --snippets /no/such", "--snippets: /no/such: no such folder.")]
    [InlineData("history -n 0", "--limit must be a number from 1 to 1000000, not '0'.")]
    [InlineData("roll agents --timeout 4", "--timeout must be a number from 5 to 3600, not '4'.")]
    [InlineData("completion tcsh", "SHELL must be bash, zsh or fish, not 'tcsh'.")]
    public void Makes_none_and_says_why(string line, string error) =>
        Assert.Equal(error, UsageErrors.Of(ActorsCommand.Create().Parse(line.Split(' ')), "actors").Message);

    [Theory]
    [InlineData("stauts", "", "All commands: actors --help")]
    [InlineData("weight web-1", "weight", "Usage: actors weight NODE ... WEIGHT [OPTION ...]", "More: actors weight --help")]
    [InlineData(
        "cluster shwo", "cluster", "Its commands: show, status, leave, down, down-unreachable, tail.", "More: actors cluster --help")]
    [InlineData(
        "template check a b", "template check", "Usage: actors template check [FILE] [OPTION ...]", "More: actors template check --help")]
    public void Two_lines_more_say_how_it_is_written(string line, string command, params string[] remedy)
    {
        var failure = UsageErrors.Of(ActorsCommand.Create().Parse(line.Split(' ')), "actors");

        Assert.Equal((ExitCode.Usage, command), (failure.ExitCode, failure.Command));
        Assert.Equal(remedy, failure.Remedy);
    }

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
            Assert.Contains(string.Join(' ', ["Usage: actors", .. command]), help.ToString(), StringComparison.Ordinal);
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
