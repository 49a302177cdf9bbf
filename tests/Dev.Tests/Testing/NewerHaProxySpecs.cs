using Actors.Dev.Testing;

namespace Actors.Dev.Tests.Testing;

public class NewerHaProxySpecs
{
    [Fact]
    public void The_path_is_found_among_other_lines() =>
        Assert.Equal("/bin/sh", NewerHaProxy.PathIn(["Get:1 http://mirror/ trixie", "/no/such/file", "/bin/sh", "/etc/passwd", "done"]));

    [Fact]
    public void No_path_is_none() => Assert.Null(NewerHaProxy.PathIn(["No newer HAProxy here: apt-get is missing"]));
}
