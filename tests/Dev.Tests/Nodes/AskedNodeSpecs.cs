using Actors.Cli.Client;
using Actors.Dev.Nodes;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Nodes;

public sealed class AskedNodeSpecs : IDisposable
{
    private readonly Children _children = new();
    private readonly TemporaryFolder _folder = new();
    private readonly LocalSystem _system;

    public AskedNodeSpecs() => _system = Records.System(_folder.Path);

    public void Dispose()
    {
        _children.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_first_that_lives_is_asked_and_its_own_token_shown()
    {
        _system.Save(Records.State(Records.Web(1, _children.Sleep())).With(Records.Seed with { Process = _children.Sleep() }));
        _folder.File(".run/seed-1/api-token", "abc\n");

        Assert.Equal(new AskedNode("seed-1", new Uri("http://127.0.0.1:8558/"), "abc"), Find(null));
        Assert.Equal(new AskedNode("web-1", new Uri("http://127.0.0.1:6001/"), null), Find("web-1"));

        _system.Save(Records.State(Records.Web(1, _children.Sleep())));
        Assert.Equal("web-1", Find(null).Name);
    }

    [Fact]
    public void Who_does_not_run_or_is_not_known_cannot_be_asked()
    {
        Assert.Equal(ExitCode.NothingRuns, Assert.Throws<CommandFailed>(() => Find(null)).ExitCode);

        _system.Save(Records.State(Records.Web(1, _children.Sleep())));
        Assert.Equal(ExitCode.NothingRuns, Assert.Throws<CommandFailed>(() => Find("seed-1")).ExitCode);
        Assert.Equal(ExitCode.Unknown, Assert.Throws<CommandFailed>(() => Find("web-9")).ExitCode);
    }

    [Fact]
    public void The_token_of_the_environment_goes_before_that_of_the_folder()
    {
        _system.Save(Records.State().With(Records.Seed with { Process = _children.Sleep() }));
        _folder.File(".run/seed-1/api-token", "abc");
        var file = _folder.File("token", "of-the-file\n");

        Assert.Equal("of-the-variable", Find(null, ("ACTORS_TOKEN", " of-the-variable ")).Token);
        Assert.Equal("of-the-file", Find(null, ("ACTORS_TOKEN_FILE", file)).Token);
        Assert.Equal(ExitCode.Usage, Assert.Throws<CommandFailed>(() => Find(null, ("ACTORS_TOKEN_FILE", file + "x"))).ExitCode);
    }

    private AskedNode Find(string? name, params (string Name, string Value)[] variables) =>
        AskedNode.Find(
            new LocalNodes(() => _system.Folder), name, null, null,
            variable => variables.FirstOrDefault(given => given.Name == variable).Value);
}
