using System.Net.Sockets;
using System.Text;
using CliWrap;

namespace Actors.EndToEnd;

/// <summary>With TLS on, a peer without a certificate of our own authority gets nothing.</summary>
public sealed class TlsSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ac-").FullName;

    [Fact]
    public async Task Only_nodes_with_a_certificate_of_our_authority_get_in()
    {
        await CertsAsync("ours", "seed-1", "ha-1", "web-1", "web-4");
        await CertsAsync("others", "web-3");
        await using var system = await Systems.OpenAsync(nodes: 6);
        system.SettingsOf = name => TlsOf("ours", name);
        system.StartSeed();
        system.StartHa();
        system.StartWeb(1);
        await system.UntilServedByAsync(1);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1");

        system.SettingsOf = _ => [];
        var without = system.StartWeb(2);
        system.SettingsOf = name => TlsOf("others", name);
        var foreign = system.StartWeb(3);
        await UntilListeningAsync(system, "web-2");
        await UntilListeningAsync(system, "web-3");

        system.SettingsOf = name => TlsOf("ours", name);
        system.StartWeb(4);
        await system.UntilServedByAsync(1, 4);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-4");
        Assert.All([without, foreign], process => Assert.False(process.HasExited));
        Assert.Equal(0, await AnswerToPlainTextAsync(system.SeedPort));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A plain peer begins as Akka's transport does; all that may come back is a TLS alert.
    private static async Task<int> AnswerToPlainTextAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", port);
        await socket.SendAsync(new byte[] { 4, 0, 0, 0, 0x12, 2, 8, 1 });
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var answer = new byte[100];
        const byte Alert = 0x15;
        try
        {
            var length = await socket.ReceiveAsync(answer, limit.Token);
            return length > 0 && answer[0] == Alert ? 0 : length;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return 0;
        }
    }

    private static Task UntilListeningAsync(LocalSystem system, string name) =>
        Eventually.BecomesAsync($"{name} lives", system.Tail, async () => (await system.IsLiveAsync(name), ""));

    private IEnumerable<string> TlsOf(string authority, string name)
    {
        var folder = Path.Combine(_folder, authority);
        return [
            $"--Node:TlsCertificate={folder}/{name}.pem", $"--Node:TlsKey={folder}/{name}-key.pem", $"--Node:TlsAuthority={folder}/ca.pem"];
    }

    private async Task CertsAsync(string authority, params string[] names)
    {
        var said = new StringBuilder();
        var done = await Cli.Wrap(Repository.PathOf("docker", "certs.sh")).WithArguments([Path.Combine(_folder, authority), .. names])
            .WithValidation(CommandResultValidation.None).WithStandardOutputPipe(PipeTarget.ToStringBuilder(said))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(said)).ExecuteAsync();
        Assert.True(done.ExitCode == 0, said.ToString());
    }
}
