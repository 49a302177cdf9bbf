using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>TLS for users by the real agent: what each step comes to is tried in HaAgent.Tests.</summary>
[Collection(AgentsSystem.Name)]
public sealed class UserTlsSpecs(AgentsSystem shared)
{
    [Theory, AllHaProxies]
    public async Task A_certificate_that_changes_while_the_agent_is_away_is_served_by_the_HAProxy_that_ran_on(string haProxy)
    {
        var (source, port) = (
            Directory.CreateDirectory(Path.Combine((await shared.OpenAsync()).Folder, "tls-" + haProxy)).FullName, Ports.Free());
        var first = await TestCertificate.PutAsync(source);
        var system = await shared.BeginAsync(
            webs: 1, haProxy, settings: [$"--HaProxy:CertificatesPath={source}", $"--HaProxy:HttpsPort={port}"]);
        await UntilServedAsync(system, port, first);
        await system.UntilStatusAsync("the certificate is in use", status => StateIn(status) == "InUse");
        await system.UntilSettledAsync();
        var worker = await system.Ha1.WorkerPidAsync();

        var second = await TestCertificate.PutAsync(source);
        await UntilServedAsync(system, port, second);
        await system.Running["ha-1"].KillAsync();
        var third = await TestCertificate.PutAsync(source);
        Assert.Equal(second, await TestCertificate.ServedAtAsync(port));
        system.StartAgain("ha-1");
        await UntilServedAsync(system, port, third);

        Assert.Equal(worker, await system.Ha1.WorkerPidAsync());
    }

    private static string? StateIn(JsonElement status) =>
        status.TryGetProperty("certificates", out var report)
            && report.ValueKind == JsonValueKind.Object
            && report.GetProperty("files").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } file
            ? file.GetProperty("state").GetString()
            : null;

    private static Task UntilServedAsync(LocalSystem system, int port, string thumbprint) =>
        Eventually.BecomesAsync(
            $"{thumbprint} is served", system.Tail,
            async () => await TestCertificate.ServedAtAsync(port) is var seen ? (seen == thumbprint, seen) : default);
}
