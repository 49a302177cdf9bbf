using System.Net;
using Actors.Containers.Engine;
using Actors.Harness;

namespace Actors.Containers;

/// <summary>What the documents tell users to write for containers, taken from there and done.</summary>
[Collection(ComposeCollection.Name)]
public sealed class DocumentedSpecs(ComposeFixture system) : IDisposable
{
    private const string Image = "actors-test/own-program";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-documented-specs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_image_with_a_program_of_ones_own_is_served_and_ends_with_code_0()
    {
        var nodes = await system.StartFromAsync(web: 1);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "Dockerfile"), Document.Block("docs/containers.md", "Your own program", "dockerfile"));
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "server.js"),
            "require('node:http').createServer((_, response) => response.end('a program of my own')).listen(process.env.PORT, '0.0.0.0');\n");
        var container = "";
        try
        {
            await system.Docker.BuildAsync(_folder.FullName, Image);
            container = await system.Docker.RunAsync(
                Image, "--network", ComposeFixture.Network, "--env", "ACTORS_NODE__SEEDS=seed-1:4053,seed-2:4053", "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL",
                "--security-opt", "no-new-privileges:true");

            await system.EventuallyAsync("the program answers through HAProxy", async () => await AskAsync() is var answer && answer == "a program of my own" ? null : answer);
            await system.EventuallyAsync("its container is healthy", async () => await system.Docker.InspectAsync(container, "{{.State.Health.Status}}") is var status && status == "healthy" ? null : status);
            await system.Docker.StopAsync(container);

            Assert.Equal("0", await system.Docker.InspectAsync(container, "{{.State.ExitCode}}"));
            await system.ServedByAsync("the program was stopped", nodes);
        }
        catch when (container.Length > 0)
        {
            system.Report(await system.Docker.LogsAsync(container));
            throw;
        }
        finally
        {
            if (container.Length > 0)
            {
                await system.Docker.RemoveAsync(container);
            }

            await system.Docker.RemoveImageAsync(Image);
        }
    }

    [Fact]
    public async Task TLS_for_users_by_an_overlay_serves_the_folder_s_certificate_and_the_next_one()
    {
        await system.StartFromAsync(web: 1);
        var (port, tls) = (FreePort.Next(), _folder.CreateSubdirectory("tls"));
        var overlay = Path.Combine(_folder.FullName, "overlay.yml");
        await File.WriteAllTextAsync(
            overlay,
            Document.Block("docs/operating.md", "TLS for users", "yaml")
                .Replace("\"443:443\"", $"\"127.0.0.1:{port}:443\"", StringComparison.Ordinal).Replace("./tls:", tls.FullName + ":", StringComparison.Ordinal));
        MakeReadable(_folder, tls);
        var first = await TestCertificate.PutAsync(tls.FullName);
        try
        {
            await system.UpAsync(web: 1, overlay);
            await UntilServedAsync(port, first);

            using var plain = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
            using var answer = await plain.GetAsync(system.Balancer.Service);
            Assert.Equal((HttpStatusCode.MovedPermanently, "https://127.0.0.1/"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
            await UntilServedAsync(port, await TestCertificate.PutAsync(tls.FullName));
        }
        finally
        {
            await system.StartFromAsync(web: 1);
        }
    }

    private async Task<string> AskAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
        return await http.GetStringAsync(system.Balancer.Service);
    }

    private Task UntilServedAsync(int port, string thumbprint) =>
        system.EventuallyAsync($"{thumbprint} is served", async () => await TestCertificate.ServedAtAsync(port) is var seen && seen == thumbprint ? null : seen);

    // By the agent's user in its container, who is nobody here.
    private static void MakeReadable(params DirectoryInfo[] folders)
    {
        foreach (var folder in folders)
        {
            if (!OperatingSystem.IsWindows())
            {
                folder.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
            }
        }
    }
}
