using System.Text.Json;
using System.Xml.Linq;

namespace Actors.Containers;

/// <summary>The images by themselves, as the Dockerfile makes them: what they say of themselves, what is in them and what is not.</summary>
[Trait("Tier", "Long")]
[Collection(DockerfileFixture.Collection)]
public sealed class ImageSpecs(DockerfileFixture fixture)
{
    private readonly ContainerSystem _system = fixture.Shared;

    [Theory]
    [InlineData("node", "1654:1654")]
    [InlineData("seed", "1654:1654")]
    [InlineData("agent", "99:99")]
    public async Task An_image_says_what_it_is_and_the_executable_says_the_same_version(string image, string user)
    {
        var name = "actors/" + image;
        using var config = JsonDocument.Parse(await _system.Docker.InspectAsync(name, "{{json .Config}}"));
        var labels = config.RootElement.GetProperty("Labels");

        Assert.Equal(user, config.RootElement.GetProperty("User").GetString());
        Assert.Equal((name, Version(), "Apache-2.0"), (Label("title"), Label("version"), Label("licenses")));
        Assert.NotEmpty(Label("description"));
        Assert.NotEmpty(Label("revision"));
        // With the commit after it where that is known to the build.
        Assert.Equal(Version(), (await _system.Docker.OnceAsync(name, "actors", "--version")).Trim().Split('+')[0]);

        string Label(string of) => labels.GetProperty("org.opencontainers.image." + of).GetString() ?? "";
    }

    [Theory]
    [InlineData("seed-1")]
    [InlineData("web")]
    public async Task A_node_and_a_seed_have_no_shell_and_no_NET_beside_the_executable(string service) =>
        Assert.Equal(
            "/usr/bin/actors",
            await _system.Docker.ShellAsync(
                await NewestAsync(service),
                "ls -d /bin/sh /usr/bin/actors /usr/bin/dotnet /usr/lib/actors /usr/share/dotnet 2>/dev/null; true"));

    [Theory]
    [InlineData("seed-1")]
    [InlineData("ha")]
    public async Task The_bill_of_materials_has_each_package_and_NET_itself(string service)
    {
        using var bill = JsonDocument.Parse(
            await _system.Docker.ShellAsync(await NewestAsync(service), "cat /usr/share/doc/actors/sbom.cdx.json"));
        using var locked = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.PathOf("src", "Actors", "packages.lock.json")));

        var components = bill.RootElement.GetProperty("components").EnumerateArray()
            .Select(of => (Name: of.GetProperty("name").GetString()!, Version: of.GetProperty("version").GetString()!)).ToHashSet();
        var packages = locked.RootElement.GetProperty("dependencies").EnumerateObject().First().Value.EnumerateObject()
            .Where(of => of.Value.GetProperty("type").GetString() != "Project" && !of.Name.EndsWith("Analyzers", StringComparison.Ordinal))
            .Select(of => (Name: of.Name, Version: of.Value.GetProperty("resolved").GetString()!)).ToList();

        Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
        Assert.True(packages.Count > 20, $"{packages.Count} packages in the lock file");
        Assert.Empty(packages.Except(components));
        Assert.Contains(
            components, component => component.Name.StartsWith("Microsoft.NETCore.App.Runtime.NativeAOT.", StringComparison.Ordinal));
    }

    // The engine gets the sources without .git.
    private static string Version() =>
        XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("MinVerMinimumMajorMinor").First().Value + ".0-dev";

    private async Task<string> NewestAsync(string service) =>
        (await _system.RunningAsync()).First(container => container.Service == service).Id;
}
