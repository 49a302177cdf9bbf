using Actors.Cli.Commands;

namespace Actors.Cli.Tests.Commands;

public class CommandLineSpecs
{
    [Theory]
    [InlineData("up")]
    [InlineData("up --web 0 --port 80 --stats-port 65535 --detach")]
    [InlineData("up -d --json")]
    [InlineData("up --haproxy /bin/sh")]
    [InlineData("ps --json")]
    [InlineData("scale 200 --json")]
    [InlineData("start web-1")]
    [InlineData("stop web-1")]
    [InlineData("kill web-1")]
    [InlineData("logs web-1 -f -n 0")]
    [InlineData("down")]
    [InlineData("test --containers --filter A=b")]
    [InlineData("test --only EndToEnd Containers")]
    [InlineData("test --long --seed 7 --repeat 3")]
    [InlineData("bench")]
    [InlineData("bench stop kill --rounds 8 --json --only ours --haproxy /bin/sh")]
    [InlineData("walk")]
    [InlineData("walk --containers --out /no/such/folder --json")]
    [InlineData("walk --haproxy /bin/sh")]
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
    [InlineData("completion bash")]
    public void Makes_sense(string line) => Assert.Empty(Errors(line));

    [Theory]
    [InlineData("up --web x", "--web must be a number from 0 to 200, not 'x'.")]
    [InlineData("up --web 201", "--web must be a number from 0 to 200, not '201'.")]
    [InlineData("up --port 0", "--port must be a number from 1 to 65535, not '0'.")]
    [InlineData("up --stats-port 65536", "--stats-port must be a number from 1 to 65535, not '65536'.")]
    [InlineData("up --template /no/such/file", "--template: there is no file /no/such/file.")]
    [InlineData("up --haproxy /no/such/file", "--haproxy: there is no file /no/such/file.")]
    [InlineData("up --haproxy /etc/passwd", "--haproxy: /etc/passwd is not executable.")]
    [InlineData("scale -1", "N must be a number from 0 to 200, not '-1'.")]
    [InlineData("logs web-1 -n x", "--lines must be a number from 0 to 1000000, not 'x'.")]
    [InlineData("bench --rounds 0", "--rounds must be a number from 1 to 100, not '0'.")]
    [InlineData("bench --haproxy /no/such/file", "--haproxy: there is no file /no/such/file.")]
    [InlineData("walk --out /etc/passwd", "--out: /etc/passwd is a file; name a folder.")]
    [InlineData("walk --haproxy /no/such/file", "--haproxy: there is no file /no/such/file.")]
    [InlineData("walk --containers --haproxy /bin/sh", "--haproxy is for local processes; containers have the HAProxy of their image.")]
    [InlineData("bench --only theirs", "Argument 'theirs' not recognized. Must be one of:\n\t'ours'\n\t'original'")]
    [InlineData("scale", "Required argument 'N' missing for command: 'scale'.")]
    [InlineData("stop", "Required argument 'NAME' missing for command: 'stop'.")]
    [InlineData("nonsense", "Unrecognized command or argument 'nonsense'.")]
    [InlineData("status --url ha:8090", "--url must be an address such as http://127.0.0.1:8090, not 'ha:8090'.")]
    [InlineData("drain ../reload", "'../reload' is no node's name, which must be 1 to 63 letters, digits, '_' or '-', beginning with a letter or digit.")]
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
    [InlineData("completion tcsh", "Argument 'tcsh' not recognized. Must be one of:\n\t'bash'\n\t'zsh'\n\t'fish'")]
    public void Makes_none_and_says_why(string line, string error) => Assert.Contains(error, Errors(line));

    [Fact]
    public void Every_command_and_every_option_explains_itself()
    {
        foreach (var command in ActorsCommand.Create().Subcommands)
        {
            Assert.False(string.IsNullOrWhiteSpace(command.Description), command.Name);
            Assert.All(command.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), $"{command.Name} {option.Name}"));
            Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrWhiteSpace(argument.Description), $"{command.Name} {argument.Name}"));
        }
    }

    private static IEnumerable<string> Errors(string line) =>
        ActorsCommand.Create().Parse(line.Split(' ')).Errors.Select(error => error.Message);
}
