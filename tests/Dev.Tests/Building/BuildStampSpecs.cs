using Actors.Dev.Building;

namespace Actors.Dev.Tests.Building;

public sealed class BuildStampSpecs : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly string _before;

    public BuildStampSpecs()
    {
        _root.File("global.json", "{}");
        _root.File("Directory.Build.props", "<Project/>");
        _root.File("src/Actors/Program.cs", "a");
        _root.File("src/Actors/Actors.csproj", "b");
        _before = BuildStamp.Of(_root.Path, "linux-x64");
    }

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("src/Actors/Program.cs", "changed")]
    [InlineData("src/Actors/New.cs", "")]
    [InlineData("src/HaAgent/Program.cs", "x")]
    [InlineData("hocon/seed.hocon", "x")]
    [InlineData("global.json", "{ }")]
    [InlineData("Directory.Packages.props", "<Project/>")]
    public void A_change_that_matters_is_seen(string file, string content)
    {
        _root.File(file, content);

        Assert.NotEqual(_before, Now());
    }

    [Theory]
    [InlineData("src/Actors/obj/x.cs")]
    [InlineData("src/Actors/bin/x.dll")]
    [InlineData("tools/Dev/Program.cs")]
    [InlineData("README.md")]
    [InlineData("tests/A/A.cs")]
    public void A_change_that_does_not_is_not(string file)
    {
        _root.File(file, "x");

        Assert.Equal(_before, Now());
    }

    [Fact]
    public void A_file_that_is_only_touched_is_the_same()
    {
        File.SetLastWriteTimeUtc(_root.At("src/Actors/Program.cs"), DateTime.UnixEpoch);

        Assert.Equal(_before, Now());
    }

    [Fact]
    public void A_file_that_moves_is_a_change()
    {
        File.Move(_root.At("src/Actors/Program.cs"), _root.At("src/Actors/Main.cs"));

        Assert.NotEqual(_before, Now());
    }

    [Fact]
    public void What_crosses_a_border_between_files_is_a_change()
    {
        _root.File("src/Actors/Program.cs", "ab");
        _root.File("src/Actors/Actors.csproj", "");

        Assert.NotEqual(_before, Now());
    }

    [Fact]
    public void What_it_is_built_for_matters() => Assert.NotEqual(_before, BuildStamp.Of(_root.Path, "linux-arm64"));

    private string Now() => BuildStamp.Of(_root.Path, "linux-x64");
}
