using Actors.Dev.Commands;
using Actors.Dev.Nodes;
using Actors.Dev.State;

namespace Actors.Dev.Tests.Commands;

public sealed class WalkCommandSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Evidence_goes_to_a_new_or_an_empty_folder_only()
    {
        _folder.File("file", "");

        Assert.Null(WalkCommand.FaultOf(_folder.At("new")));
        Assert.Null(WalkCommand.FaultOf(Directory.CreateDirectory(_folder.At("empty")).FullName));
        Assert.Contains("is a file", WalkCommand.FaultOf(_folder.At("file")), StringComparison.Ordinal);
        Assert.Contains("is not empty", WalkCommand.FaultOf(_folder.Path), StringComparison.Ordinal);
        var error = Assert.Single(DevCommand.Root.Create().Parse(["walk", "--out", _folder.Path]).Errors);
        Assert.StartsWith($"--out: {_folder.Path} is not empty", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_that_walks_is_told_the_same()
    {
        Assert.Empty(new WalkRequest(false, null, null, false).Arguments);
        Assert.Equal(["--containers", "--out", "/o", "--json"], new WalkRequest(true, "/o", null, true).Arguments);
        Assert.Equal(["--haproxy", "/h"], new WalkRequest(false, null, "/h", false).Arguments);
    }

    [Fact]
    public void A_system_apart_has_its_own_of_everything_but_the_sources_and_the_lock_of_builds()
    {
        var main = new RunFolder("/r");
        var apart = main.Apart("walk", main.TestBuild);

        Assert.Equal("/r/.run/walk", apart.Run);
        Assert.Equal("/r/.run/walk/state.json", apart.State);
        Assert.Equal("/r/.run/walk/lock", apart.Lock);
        Assert.Equal("/r/.run/walk/logs/ha.log", apart.LogOf("ha"));
        Assert.Equal("/r/.run/build-test", apart.Build);
        Assert.Equal(main.BuildLock, apart.BuildLock);
        Assert.Equal("/r/.run/build", main.Build);
    }

    [Fact]
    public void Each_of_two_systems_knows_its_own_HAProxy()
    {
        var main = new RunFolder("/r");
        var apart = main.Apart("walk", main.Build);
        string[] ofMain = ["haproxy", "-f", "/r/.run/ha-1/haproxy.cfg"];
        string[] ofApart = ["haproxy", "-f", "/r/.run/walk/ha/haproxy.cfg"];

        Assert.Equal([true, false], new[] { ofMain, ofApart }.Select(arguments => OurProcesses.IsHaProxy(arguments, main)));
        Assert.Equal([false, true], new[] { ofMain, ofApart }.Select(arguments => OurProcesses.IsHaProxy(arguments, apart)));
    }
}
