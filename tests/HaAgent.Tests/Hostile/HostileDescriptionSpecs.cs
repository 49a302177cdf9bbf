using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Settings;
using Akka.Actor;
using Akka.Cluster;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Actors.HaAgent.Tests.Hostile;

/// <summary>
/// Whatever a node says of itself: only what keeps the rules gets a server line, a file and commands, one of each; the real
/// HAProxy judges what is rendered. Generated from the run's seed.
/// </summary>
public sealed class HostileDescriptionSpecs(ITestOutputHelper output) : IDisposable
{
    private const int BatchSize = 500;

    /// <summary>A hundred thousand descriptions in the long tier, a tenth of that in a landing.</summary>
    private static readonly int Batches = TestRun.IsLong ? 200 : 20;

    private static readonly string[] Poison =
    [
        "", " ", "\n", "\r", "\r\n", "\t", "\0", "\u007f", "\"", "'", "#", "\\", "/", "..", "../../etc/passwd", "${HOME}", "$(id)", "`id`",
        ";", "|", "&", "%", "@", "unix@/tmp/x", "<<", "{{ 1 }}", "{%", "+", "+;", ":",
        "ä", "٣", "\u202e", "\ud800", "name 127.0.0.1:1", "\n    server evil 127.0.0.1:1", "\nglobal", ";show env", " disabled", "a\u0000b",
        ".json", "-a", "_", ".", "con", "con.json", "0", "-1", "65536", "1e9", "007", "NaN",
    ];

    private static readonly ServiceRules Rules = ServiceRules.Default with { TcpPorts = PortRanges.TryParse("6379,7000-7009")! };

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Generated_descriptions_get_no_more_than_their_own_line()
    {
        output.WriteLine($"seed {TestRun.Seed}");
        var random = new System.Random(TestRun.Seed);
        var options = Sample.Options(
            ("ConfigPath", _folder["haproxy.cfg"]), ("NodesPath", _folder["nodes"]), ("RuntimePath", _folder["run"]), ("HttpPort", "18080"),
            ("StatsPort", "18081"));
        var haproxy = new HaProxyBinary(options.Binary, TimeProvider.System);
        var files = new NodeFiles(options.NodesPath, NullLogger<NodeFiles>.Instance);
        var configFiles = new ConfigFiles(options);
        var (accepted, refused, routesRefused) = (0, 0, 0);
        for (var batch = 0; batch < Batches; batch++)
        {
            var claims = Claims.Sample(BatchSize, new Rnd((ulong)random.Next()), BatchSize).ToList();
            var members = claims.Select((claim, index) =>
                WebMember.Of(new UniqueAddress(new Address("akka.tcp", "actors", claim.Host, 4053), index), claim.AppVersion)
                    .ToRecord(index, SnapshotRevision.None)).ToList();
            var snapshot = new MembershipSnapshot(
                Sample.Revision(batch + 1),
                [.. members.Select(member => member.Node).OfType<NodeRecord>().Select(node => node with { Probe = ProbeState.Healthy })],
                [.. members.Select(member => member.Refused).OfType<RefusedNode>()]);
            var desired = DesiredStateBuilder.Build(snapshot, [], rules: Rules);
            // A node whose route is refused is in all the same.
            var nodesRefused = desired.Refused.Count(refused => !refused.Reason.StartsWith("its route ", StringComparison.Ordinal));
            routesRefused += desired.Refused.Length - nodesRefused;
            Assert.Equal(BatchSize, desired.Servers.Length + nodesRefused);

            var text = Sample.Render(options, desired);
            configFiles.WriteRoutes(RouteMap.Text(RouteMap.Of(desired.Services)));
            configFiles.EnsureNamedFiles();
            await File.WriteAllTextAsync(options.ConfigPath, text);
            Assert.Null(await haproxy.CheckAsync(options.ConfigPath, CancellationToken.None));
            var lines = text.Split('\n').Where(line => line.TrimStart().StartsWith("server ", StringComparison.Ordinal))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]).ToList();
            Assert.Equal(desired.Servers.Select(server => server.Name), lines);

            var commands = Commands(options, desired);
            Assert.All(commands, command => Assert.DoesNotContain(command, c => char.IsControl(c) || c is ';' or '\\' or '"' || c > 126));

            files.Write(desired.Servers);
            Assert.Equal(
                desired.Servers.Select(server => server.Name + NodeFiles.Ending).Order(StringComparer.Ordinal),
                Directory.GetFileSystemEntries(options.NodesPath).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
            Assert.Equal(
                desired.Servers.OrderBy(server => server.Name, StringComparer.Ordinal),
                files.Read().OrderBy(server => server.Name, StringComparer.Ordinal));
            (accepted, refused) = (accepted + desired.Servers.Length, refused + nodesRefused);
        }

        output.WriteLine($"{accepted} accepted, {refused} refused; {routesRefused} routes refused");
        Assert.Equal(Batches * BatchSize, accepted + refused);
        Assert.True(accepted > 1000 && refused > 1000, $"{accepted} accepted, {refused} refused: one side is not tried");
        Assert.True(routesRefused > Batches, $"{routesRefused} routes refused: conflicts are not tried");
        Assert.Equal(
            ["leaving.lst", "routes.map"],
            Directory.GetFileSystemEntries(options.RuntimePath).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["haproxy.cfg", "nodes", "run"],
            Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    // Names and services are few or poisoned, so that they meet; most of what is poisoned is so in one field.
    private static Gen<Claim> Claims =>
        from name in Field(Gen.Choose(1, 900).Select(number => $"web-{number}"))
        from service in Field(Gen.Elements("web", "api", "a_b-C"))
        from routes in Field(Gen.Elements("/a", "/a,/b", "/,example:com/", "x:example:com/shop/v2"))
        from listen in Field(Gen.Elements("6379", "7000", "80"))
        from port in Field(Gen.Choose(1, 65535).Select(number => $"{number}"))
        from weight in Field(Gen.Choose(0, 256).Select(number => $"{number}"))
        from version in Field(Gen.Elements("1.0.0", "2.0.0-rc.1+b5", "v7"))
        from host in Field(Gen.Elements("10.0.0.1", "10.0.0.2", "fd00::7"))
        from bound in Field(Gen.Elements("1", "4", "65535"))
        from form in Gen.Frequency(
            (20, Gen.Elements("{4}+{0};{1};{2};{3}", "{4}+{0};{1};{2};{3};{7}")),
            (6, Gen.Elements("{4}+{0};{1};{2};{3};http;{5}", "{4}+{0};{1};{2};{3};http;{5};{7}")),
            (2, Gen.Constant("{4}+{0};db-{6};{2};{3};tcp;{6}")),
            (1, Gen.Elements("{4}+{0};{1};{2};{3};tcp;{6}", "{4}+{0};{1};{2};{3};http", "{4}+{0};{1};{2};{3};udp;{6}")),
            (1, Gen.Elements("{0}", "{4}+{0}", "{4}+{0};{1};{2};{3};{0}", "{0};{1};{2};{3}", "{4} {0} {1}")))
        select new Claim(
            string.Format(
                System.Globalization.CultureInfo.InvariantCulture, form, name, service, port, weight, version, routes, listen, bound),
            host);

    private static Gen<string> Field(Gen<string> right) => Gen.Frequency(
        (12, right),
        (1, Gen.Elements(Poison)),
        (1, from text in right from poison in Gen.Elements(Poison) from at in Gen.Choose(0, text.Length) select text.Insert(at, poison)),
        (1, from length in Gen.Choose(64, 400) select new string('a', length)));

    private static IEnumerable<string> Commands(HaProxyOptions options, DesiredState desired) =>
        Planner.Decide(
            desired.Revision, Sample.Applied(options), AppliedState.Of(RenderedConfig.Parse(Sample.Render(options, desired)), desired),
            Sample.New) switch
        {
            Plan.Runtime runtime => runtime.Commands.Select(command => command.Text),
            Plan.Reload reload => reload.Ahead.Select(command => command.Text),
            _ => [],
        };

    private sealed record Claim(string AppVersion, string Host);
}
