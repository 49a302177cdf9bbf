using Actors.Containers.Engine;

namespace Actors.Containers;

/// <summary>
/// What the documents tell users to write for a program of their own, taken from there and done. It installs packages, so it takes real
/// base images.
/// </summary>
[Trait("Tier", "Long")]
[Collection(DockerfileFixture.Collection)]
public sealed class OwnProgramSpecs(DockerfileFixture fixture) : IDisposable
{
    private const string Image = "actors-test/own-program";

    private readonly ContainerSystem _system = fixture.Shared;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-own-program-specs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_image_with_a_program_of_ones_own_is_served_and_ends_with_code_0()
    {
        // One web node beside it, so that every other request is the program's.
        await _system.AtLeastAsync(web: 1);
        var nodes = await _system.ScaleAsync(web: 1);
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "Dockerfile"), Document.Block("docs/containers.md", "Your own program", "dockerfile"));
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "server.js"),
            "require('node:http').createServer((_, response) => response.end('a program of my own')).listen(process.env.PORT, "
                + "'0.0.0.0');\n");
        var container = "";
        try
        {
            await _system.Docker.BuildAsync(_folder.FullName, Image);
            container = await _system.Docker.RunAsync(
                Image, "--network", _system.Network, "--env", "ACTORS_NODE__SEEDS=seed-1:4053,seed-2:4053", "--read-only", "--tmpfs",
                "/tmp", "--cap-drop", "ALL",
                "--security-opt", "no-new-privileges:true");

            await _system.EventuallyAsync(
                "the program answers through HAProxy",
                async () => (await _system.Ha.AskAsync()).Body is var answer && answer == "a program of my own" ? null : answer);
            await _system.EventuallyAsync(
                "its container is healthy",
                async () =>
                    await _system.Docker.InspectAsync(container, "{{.State.Health.Status}}") is var status && status == "healthy"
                        ? null
                        : status);
            await _system.Docker.StopAsync(container);

            Assert.Equal("0", await _system.Docker.InspectAsync(container, "{{.State.ExitCode}}"));
            await _system.ServedByAsync("the program was stopped", nodes);
        }
        catch when (container.Length > 0)
        {
            _system.Report(await _system.Docker.LogsAsync(container));
            throw;
        }
        finally
        {
            if (container.Length > 0)
            {
                await _system.Docker.RemoveAsync(container);
            }

            await _system.Docker.RemoveImageAsync(Image);
        }
    }
}
