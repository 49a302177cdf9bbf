using System.Net.Security;
using System.Net.Sockets;
using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>TLS for users by the real agent: what each step comes to is tried in HaAgent.Tests.</summary>
public sealed class UserTlsSpecs
{
    [Theory]
    [ClassData(typeof(HaProxies))]
    public async Task A_certificate_that_changes_while_the_agent_is_away_is_served_by_the_HAProxy_that_ran_on(string haProxy)
    {
        await using var system = new LocalSystem(haProxy: HaProxies.PathOf(haProxy));
        var (source, port) = (Directory.CreateDirectory(Path.Combine(system.Folder, "tls")).FullName, Ports.Free());
        var first = await PutAsync(source);
        system.StartSeed();
        var ha = system.StartHa($"--HaProxy:CertificatesPath={source}", $"--HaProxy:HttpsPort={port}");
        system.StartWeb(1);
        await system.UntilServedByAsync(1);
        await UntilServedAsync(system, port, first);
        await system.UntilStatusAsync("the certificate is in use", status => StateIn(status) == "InUse");
        await system.UntilSettledAsync();
        var worker = await system.Ha1.WorkerPidAsync();

        var second = await PutAsync(source);
        await UntilServedAsync(system, port, second);
        await ha.KillAsync();
        var third = await PutAsync(source);
        Assert.Equal(second, await ThumbprintAsync(port));
        system.StartAgain("ha-1");
        await UntilServedAsync(system, port, third);

        Assert.Equal(worker, await system.Ha1.WorkerPidAsync());
    }

    private static string? StateIn(JsonElement status) =>
        status.TryGetProperty("certificates", out var report) && report.ValueKind == JsonValueKind.Object && report.GetProperty("files").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } file ? file.GetProperty("state").GetString() : null;

    private static async Task<string> PutAsync(string folder)
    {
        var (certificate, key, thumbprint) = TestCertificate.Make("a.test");
        var path = Path.Combine(folder, "a.pem");
        await File.WriteAllTextAsync(path + ".new", certificate + key);
        File.Move(path + ".new", path, overwrite: true);
        return thumbprint;
    }

    private static Task UntilServedAsync(LocalSystem system, int port, string thumbprint) =>
        Eventually.BecomesAsync($"{thumbprint} is served", system.Tail, async () => await ThumbprintAsync(port) is var seen ? (seen == thumbprint, seen) : default);

    // What a new connection gets.
    private static async Task<string> ThumbprintAsync(int port)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync("127.0.0.1", port);
        }
        catch (SocketException error)
        {
            return error.Message;
        }

        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "a.test", RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null });
        return tls.RemoteCertificate!.GetCertHashString();
    }
}
