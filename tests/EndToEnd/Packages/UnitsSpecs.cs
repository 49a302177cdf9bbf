using System.Net.Sockets;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace Actors.EndToEnd.Packages;

/// <summary>The units of the package and the files that set them, held against the programs themselves.</summary>
public sealed class UnitsSpecs
{
    private const int CannotUseSettings = 78;

    [Theory]
    [InlineData("actors-seed.service", "seed.env")]
    [InlineData("actors-agent.service", "agent.env")]
    [InlineData("actors-node@.service", "node-example.env")]
    public async Task A_unit_and_the_examples_beside_it_give_only_settings_that_there_are(string unit, string example)
    {
        var (word, given) = Unit(unit);
        var seeds = "ACTORS_NODE__SEEDS=127.0.0.1:4053";

        // It asks for the health of a node where the settings are right; there is none.
        var (code, said) = await AskAsync(word, [.. given, seeds, $"ACTORS_NODE__MANAGEMENTPORT={Ports.Free()}"]);
        Assert.True(code == 1, said);

        // All that the files propose. Their paths are not here, which is another fault.
        (code, said) = await AskAsync(word, [.. given, .. Examples("actors.env"), .. Examples(example)]);
        Assert.True(code is 1 or CannotUseSettings, said);
        Assert.DoesNotContain("no such setting", said, StringComparison.Ordinal);
        Assert.DoesNotContain("must be", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Dpkg_keeps_what_an_operator_has_changed_in_each_of_the_files() =>
        Assert.Equal(
            Directory.GetFiles(Installed("etc", "actors")).Select(file => $"/etc/actors/{Path.GetFileName(file)}")
                .Order(StringComparer.Ordinal),
            File.ReadAllLines(Installed("DEBIAN", "conffiles")));

    [Fact]
    public async Task Systemd_reads_the_units_without_a_remark()
    {
        using var root = new TemporaryFolder();
        foreach (var unit in Directory.GetFiles(Installed("usr", "lib", "systemd", "system")))
        {
            var name = Path.GetFileName(unit).Replace("@.", "@web-1.", StringComparison.Ordinal);
            // Whether the executable is there is for the package to see.
            root.File(name, (await File.ReadAllTextAsync(unit)).Replace("/usr/bin/actors", "/bin/true", StringComparison.Ordinal)
                .Replace("/usr/lib/actors/agent-stopped", "/bin/true", StringComparison.Ordinal)
                .Replace("/usr/lib/actors/agent-stops", "/bin/true", StringComparison.Ordinal));
        }

        var verdict = await CliWrap.Cli.Wrap("systemd-analyze")
            .WithArguments(["verify", "--man=no", "--recursive-errors=no", .. Directory.GetFiles(root.Path)])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

        Assert.Equal((0, ""), (verdict.ExitCode, verdict.StandardError + verdict.StandardOutput));
    }

    [Fact]
    public async Task A_program_tells_systemd_what_it_waits_for_that_it_is_ready_and_that_it_stops()
    {
        await using var system = await LocalSystem.OpenAsync(nodes: 2);
        var path = Path.Combine(system.Folder, "notify");
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(path));
        string[] node = [
            "env", $"NOTIFY_SOCKET={path}", LocalSystem.Program("web"), "--Node:Name=web-1", "--Node:Host=127.0.0.1", "--Node:Port=0",
            $"--Node:Seeds={system.Seeds}", $"--Node:ManagementPort={Ports.Free()}", $"--Web:Port={Ports.Free()}",
            "--Node:LogFormat=systemd"];

        var web = system.StartOther("web-1", node);
        Assert.Equal("STATUS=Waiting: member: not a member of a cluster", await HeardAsync(systemd));
        system.StartSeed();
        Assert.Equal("READY=1\nSTATUS=", await HeardAsync(systemd));
        Assert.Equal(0, await web.StopAsync());
        Assert.Equal("STOPPING=1\nSTATUS=Stopping", await HeardAsync(systemd));

        // As journald takes priorities off, up to nine lines of .NET's own categories.
        // What Akka.NET says once its log has ended goes to standard output as it is: for the journal that is information too.
        Assert.All(
            (await File.ReadAllLinesAsync(web.Log)).Where(line => !line.StartsWith("[INFO][", StringComparison.Ordinal)),
            line => Assert.Matches("^<[3-7]>", line));
        Assert.Contains(
            await File.ReadAllLinesAsync(web.Log),
            line => line.StartsWith("<4>", StringComparison.Ordinal)
                && line.Contains("The cluster is not encrypted", StringComparison.Ordinal));
    }

    private static async Task<string> HeardAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None, limit.Token));
    }

    private static async Task<(int Code, string Said)> AskAsync(string word, IEnumerable<string> given)
    {
        var result = await CliWrap.Cli.Wrap("env")
            .WithArguments([.. given, LocalSystem.Program(word switch { "agent" => "ha", "node" => "web", _ => word }), "health"])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        return (result.ExitCode, result.StandardError);
    }

    /// <summary>The program that a unit runs, and what it gives it.</summary>
    private static (string Word, IReadOnlyList<string> Given) Unit(string name)
    {
        var lines = File.ReadAllLines(Installed("usr", "lib", "systemd", "system", name));
        const string environment = "Environment=";
        const string start = "ExecStart=/usr/bin/actors ";
        return (
            lines.Single(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..],
            [
                .. lines.Where(line => line.StartsWith(environment, StringComparison.Ordinal))
                    .Select(line => line[environment.Length..].Replace("%l", "lb1", StringComparison.Ordinal)
                        .Replace("%i", "web-1", StringComparison.Ordinal)),
            ]);
    }

    private static IEnumerable<string> Examples(string name) => File.ReadAllLines(Installed("etc", "actors", name))
        .Where(line => line.StartsWith("#ACTORS_", StringComparison.Ordinal)).Select(line => line[1..]);

    private static string Installed(params string[] parts) => Repository.PathOf(["packaging", "debian", "actors", .. parts]);
}
