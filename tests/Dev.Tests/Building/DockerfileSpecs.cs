using System.Xml.Linq;
using Actors.Dev.State;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Building;

/// <summary>
/// The images are built from the sources in the long tier only. What breaks that build most often, a file or project that its steps do not
/// copy, is seen here with every landing.
/// </summary>
public sealed class DockerfileSpecs : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public DockerfileSpecs()
    {
        _root.File("global.json", "{}");
        _root.File("shared/common.hocon", "");
        _root.File("src/Lib/Lib.csproj", "<Project/>");
        _root.File("src/Lib/packages.lock.json", "{}");
        _root.File("src/App/packages.lock.json", "{}");
        _root.File("src/App/App.csproj", """
            <Project>
              <ItemGroup>
                <ProjectReference Include="..\Lib\Lib.csproj" />
                <EmbeddedResource Include="..\..\shared\*.hocon" />
              </ItemGroup>
            </Project>
            """);
        Ignore("*", "!global.json", "!src", "!shared");
        Steps();
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void The_images_can_be_built_from_what_it_copies() => Assert.Empty(Dockerfile.MissingIn(RunFolder.Find().Root));

    [Fact]
    public void The_version_of_the_labels_is_that_of_the_programs()
    {
        var root = RunFolder.Find().Root;
        // What a copy without .git is of, as the build's context is.
        var version = XDocument.Load(Path.Combine(root, "Directory.Build.props")).Descendants("MinVerMinimumMajorMinor").Single().Value
            + ".0-dev";

        var given = File.ReadLines(Path.Combine(root, "docker", "Dockerfile"))
            .Where(line => line.StartsWith("ARG VERSION=", StringComparison.Ordinal));

        Assert.Equal([$"ARG VERSION={version}"], given.Distinct());
    }

    [Fact]
    public void Where_all_is_copied_nothing_is_missing() => Assert.Empty(Dockerfile.MissingIn(_root.Path));

    [Theory]
    [InlineData("COPY global.json ./", "restoring src/App needs global.json, which is not copied before")]
    [InlineData(
        "COPY src/Lib/Lib.csproj src/Lib/packages.lock.json src/Lib/",
        "restoring src/App needs src/Lib/Lib.csproj, which is not copied before",
        "restoring src/App needs src/Lib/packages.lock.json, which is not copied before")]
    [InlineData("COPY src/Lib/ src/Lib/", "building src/App needs src/Lib, which is not copied before")]
    [InlineData("COPY shared/ shared/", "building src/App needs shared, which is not copied before")]
    public void A_step_that_is_left_out_is_missed(string step, params string[] missing)
    {
        Steps(without: step);

        Assert.Equal(missing, Dockerfile.MissingIn(_root.Path));
    }

    [Fact]
    public void A_restore_that_is_not_locked_needs_no_lock_files()
    {
        var path = _root.At("docker/Dockerfile");
        var steps = File.ReadAllText(path).Replace(" src/Lib/packages.lock.json", "", StringComparison.Ordinal);

        File.WriteAllText(path, steps);
        Assert.Single(Dockerfile.MissingIn(_root.Path));

        File.WriteAllText(path, steps.Replace(" --locked-mode", "", StringComparison.Ordinal));
        Assert.Empty(Dockerfile.MissingIn(_root.Path));
    }

    [Fact]
    public void What_is_not_there_or_left_out_of_the_context_is_said()
    {
        File.Delete(_root.At("global.json"));
        Ignore("*", "!global.json", "!src", "!shared", "**/Lib");

        Assert.Equal(
            ["COPY global.json: there is none", "COPY src/Lib/Lib.csproj: .dockerignore leaves it out",
            "COPY src/Lib/packages.lock.json: .dockerignore leaves it out"],
            Dockerfile.MissingIn(_root.Path).Take(3));
    }

    private void Ignore(params string[] lines) => _root.File(".dockerignore", string.Join('\n', lines));

    private void Steps(string without = "") => _root.File("docker/Dockerfile", """
        FROM sdk AS build
        COPY global.json ./
        COPY src/App/App.csproj src/App/packages.lock.json src/App/
        COPY src/Lib/Lib.csproj src/Lib/packages.lock.json src/Lib/
        RUN true \
         && dotnet restore src/App --locked-mode
        COPY src/Lib/ src/Lib/
        COPY src/App/ src/App/
        COPY shared/ shared/
        RUN dotnet publish src/App --no-restore
        FROM runtime
        COPY --from=build /out ./
        """.Replace(without.Length > 0 ? without + "\n" : "\0", "", StringComparison.Ordinal));
}
