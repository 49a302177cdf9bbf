using Actors.Containers.Engine;

namespace Actors.Containers;

/// <summary>
/// Programs of one's own behind HAProxy, in images that have nothing of ours but the executable: what the documents tell users to write,
/// taken from there and done, and the least that an image can have. It installs packages and needs the native executable.
/// </summary>
[Trait("Tier", "Long")]
[Collection(DockerfileFixture.Collection)]
public sealed class OwnProgramSpecs(DockerfileFixture fixture) : IDisposable
{
    private const string Image = "actors-test/own-program";

    /// <summary>A static program, Debian's busybox, and what it serves.</summary>
    private const string Program = """
        FROM debian:trixie-slim AS program
        RUN apt-get update && apt-get install -y --no-install-recommends busybox-static libssl3t64
        RUN mkdir /www && echo 'a program of my own' >/www/index.html

        """;

    private const string Added = """
        COPY --from=actors/node /usr/bin/actors /usr/bin/
        COPY --from=program /usr/bin/busybox /my-program/busybox
        COPY --from=program /www /www
        USER 65534:65534
        ENV ACTORS_WEB__PORT=8000
        HEALTHCHECK --interval=5s --timeout=10s CMD ["/usr/bin/actors", "node", "health"]
        ENTRYPOINT ["/usr/bin/actors", "node", "--", "/my-program/busybox", "httpd", "-f", "-p", "8000", "-h", "/www"]
        """;

    private readonly ContainerSystem _system = fixture.Shared;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-own-program-specs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_documents_image_with_a_program_of_ones_own_is_served_and_ends_with_code_0()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "server.js"),
            "require('node:http').createServer((_, response) => response.end('a program of my own\\n')).listen(process.env.PORT, "
                + "'0.0.0.0');\n");

        await IsServedAndEndsAsync(Document.Block("docs/containers.md", "Your own program", "dockerfile"));
    }

    [Theory]
    [InlineData("debian", "FROM debian:trixie-slim\n")]
    [InlineData("distroless", "FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled\n")]
    public Task A_static_program_in_any_image_is_served(string image, string from)
    {
        _system.Report(image);
        return IsServedAndEndsAsync(Program + from + Added);
    }

    [Fact]
    public Task A_static_program_in_an_image_of_nothing_but_glibc_and_libssl_is_served() =>
        IsServedAndEndsAsync(Program + Document.Block("docs/containers.md", "Nothing but glibc and libssl", "dockerfile") + Added);

    private async Task IsServedAndEndsAsync(string dockerfile)
    {
        // One web node beside it, so that every other request is the program's.
        await _system.AtLeastAsync(web: 1);
        var nodes = await _system.ScaleAsync(web: 1);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "Dockerfile"), dockerfile);
        var container = "";
        try
        {
            await _system.Docker.BuildAsync(_folder.FullName, Image);
            container = await _system.Docker.RunAsync(
                Image, "--network", _system.Network, "--env", "ACTORS_NODE__SEEDS=seed-1:4053,seed-2:4053", "--read-only",
                "--cap-drop", "ALL", "--security-opt", "no-new-privileges:true");

            await _system.EventuallyAsync(
                "the program answers through HAProxy",
                async () => (await _system.Ha.AskAsync()).Body is var answer && answer == "a program of my own\n" ? null : answer);
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
