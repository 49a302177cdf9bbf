using Actors.Dev.Testing;

namespace Actors.Dev.Tests.Testing;

public sealed class TestProjectsSpecs : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public TestProjectsSpecs()
    {
        foreach (var name in (string[])["EndToEnd", "Containers", "Dashboard", "B.Tests", "Harness", "Walk", "A.Tests"])
        {
            _root.File($"tests/{name}/{name}.csproj", "");
        }

        _root.File("tests/Golden/none/haproxy.cfg", "");
    }

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("", "EndToEnd A.Tests B.Tests Dashboard Containers")]
    [InlineData("B.Tests EndToEnd", "EndToEnd B.Tests")]
    public void The_longest_start_first_and_last_those_that_wait_for_the_executable(string only, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                ' ', TestProjects.Find(_root.Path, only.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(TestProjects.NameOf)));

    [Fact]
    public void A_project_that_is_not_there_is_named_with_those_that_are()
    {
        var failed = Assert.Throws<CommandFailed>(() => TestProjects.Find(_root.Path, ["A.Tests", "EndtoEnd"]));

        Assert.Equal("--only: there is no test project 'EndtoEnd'.", failed.Message);
        Assert.Contains("A.Tests", Assert.Single(failed.Remedy), StringComparison.Ordinal);
    }
}
