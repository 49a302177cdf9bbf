namespace Actors.Cli.Tests;

public sealed class InvocationSpecs
{
    [Theory]
    [InlineData("actors-seed", "", "seed", "")]
    [InlineData("/usr/bin/actors-ha", "template export", "agent", "template export")]
    [InlineData("./actors-web", "--Web:Port=1 -- node server.js", "node", "--Web:Port=1 -- node server.js")]
    [InlineData("actors", "seed --Node:Name=a", "seed", "--Node:Name=a")]
    [InlineData("/usr/bin/actors", "agent health", "agent", "health")]
    [InlineData("actors", "node -- curl --help", "node", "-- curl --help")]
    [InlineData("actors", "node -h", null, "node --help")]
    [InlineData("actors", "seed --Node:Name=a --help", null, "seed --help")]
    [InlineData("/usr/bin/actors-ha", "-?", null, "agent --help")]
    [InlineData("actors-web", "--help -- node server.js", null, "node --help")]
    [InlineData("actors", "agent --version", null, "--version")]
    [InlineData("actors-seed", "--version", null, "--version")]
    [InlineData("actors-web", "-- node --version", "node", "-- node --version")]
    [InlineData("actors", "status", null, "status")]
    [InlineData("actors", "", null, "")]
    [InlineData("actors-dev", "nodes", null, "nodes")]
    public void The_name_that_was_called_decides_then_the_first_word(string called, string args, string? program, string own)
    {
        var invocation = Invocation.Of(called, args.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(program, invocation.Program?.Word);
        Assert.Equal(own, string.Join(' ', invocation.Arguments));
    }
}
