using Actors.Cli.Views;
using Actors.Dev.State;
using Actors.Dev.Testing;

namespace Actors.Dev.Tests.Testing;

/// <summary>With a script in the place of the real one.</summary>
public sealed class ContainerEngineSpecs : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly StringWriter _said = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(nameof(TestTier.Landing), "published")]
    [InlineData(nameof(TestTier.Long), "dockerfile")]
    public async Task The_images_of_the_tier_are_prepared_and_the_script_knows_where_the_programs_are(string tier, string images)
    {
        Script("echo \"$1 of $ACTORS_BUILD\"");

        var result = await Prepare(Enum.Parse<TestTier>(tier));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal([$"{images} of /programs"], result.Lines);
        Assert.Contains("Prepared container engine and images", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_script_says_when_it_fails_is_kept()
    {
        Script("echo 'images: could not be built' >&2; exit 3");

        var result = await Prepare(TestTier.Landing);

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["images: could not be built"], result.Lines);
        Assert.DoesNotContain("Prepared", _said.ToString(), StringComparison.Ordinal);
    }

    private void Script(string lines) => _root.File("tests/Containers/prepare.sh", lines);

    private Task<Actors.Dev.Processes.ShellResult> Prepare(TestTier tier) =>
        new ContainerEngine(new RunFolder(_root.Path), new Output(_said, TextWriter.Null, interactive: false), TimeProvider.System)
            .PrepareAsync(tier, new Dictionary<string, string?> { ["ACTORS_BUILD"] = "/programs" }, CancellationToken.None);
}
