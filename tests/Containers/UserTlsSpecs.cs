using System.Net;
using Actors.Containers.Engine;

namespace Actors.Containers;

/// <summary>What the documents tell users to write for TLS, taken from there and done.</summary>
public abstract class UserTlsSpecs(ComposeFixture fixture) : IDisposable
{
    private readonly ContainerSystem _system = fixture.Shared;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-user-tls-specs-");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task TLS_for_users_by_an_overlay_serves_the_folder_s_certificate_and_the_next_one()
    {
        await _system.AtLeastAsync(web: 1);
        var (port, tls) = (Ports.Free(), _folder.CreateSubdirectory("tls"));
        var overlay = Path.Combine(_folder.FullName, "overlay.yml");
        await File.WriteAllTextAsync(
            overlay,
            Document.Block("docs/tls.md", "In containers", "yaml")
                .Replace("\"443:443\"", $"\"127.0.0.1:{port}:443\"", StringComparison.Ordinal)
                .Replace("./tls:", tls.FullName + ":", StringComparison.Ordinal));
        MakeReadable(_folder, tls);
        var first = await TestCertificate.PutAsync(tls.FullName);

        await _system.OverlayAsync(overlay);
        await UntilServedAsync(port, first);

        var plain = await _system.Ha.AskAsync();
        Assert.Equal(((int)HttpStatusCode.MovedPermanently, "https://127.0.0.1/"), (plain.Status, plain.Header("Location")));
        await UntilServedAsync(port, await TestCertificate.PutAsync(tls.FullName));
    }

    private Task UntilServedAsync(int port, string thumbprint) =>
        _system.EventuallyAsync(
            $"{thumbprint} is served",
            async () => await TestCertificate.ServedAtAsync(port) is var seen && seen == thumbprint ? null : seen);

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
