using Actors.HaAgent.Planning;
using FsCheck.Xunit;

namespace Actors.HaAgent.Tests.Planning;

/// <summary>
/// Whatever runs and whatever is wanted: the commands lead from one to the other, and HAProxy's rules allow each of them.
/// </summary>
public sealed class ServerDiffProperties
{
    [Property(MaxTest = 1000)]
    public void The_commands_lead_to_what_is_wanted_and_then_nothing_is_left_to_do(int[] runningSeeds, int[] wantedSeeds)
    {
        var running = Servers(runningSeeds).ToList();
        var wanted = Servers(wantedSeeds).Select(server => new BackendServer(server.Line, server.Admin)).ToList();
        var model = new Model(running);

        foreach (var command in ServerDiff.Between(running, wanted))
        {
            model.Take(command);
        }

        Assert.Equal(
            wanted.Select(server => server.Line.Id).Order(StringComparer.Ordinal),
            model.Servers.Select(server => server.Line.Id).Order(StringComparer.Ordinal));
        Assert.All(wanted, server =>
        {
            var has = model.Servers.Single(has => has.Line.Id == server.Line.Id);
            Assert.Equal(server.Line, has.Line);
            Assert.True(server.Line.IsDisabled || has.Admin == server.Admin);
        });
        Assert.Empty(ServerDiff.Between(model.Servers, wanted));
    }

    [Property]
    public void The_order_of_the_servers_makes_no_difference(int[] runningSeeds, int[] wantedSeeds)
    {
        var running = Servers(runningSeeds).ToList();
        var wanted = Servers(wantedSeeds).Select(server => new BackendServer(server.Line, server.Admin)).ToList();

        Assert.Equal(
            ServerDiff.Between(running, wanted).AsEnumerable(),
            ServerDiff.Between(running.AsEnumerable().Reverse(), wanted.AsEnumerable().Reverse()));
    }

    // Few of everything, so that names meet.
    private static IEnumerable<BackendServer> Servers(int[] seeds) => seeds.Select(seed =>
    {
        var bits = (uint)seed;
        uint Next(uint count) => Math.DivRem(bits, count) is var (left, rest) && (bits = left) >= 0 ? rest : 0;
        var line = new ServerLine(
            Next(2) == 0
            ? "api"
            : "web", $"s{Next(6)}", $"10.0.0.{1 + Next(2)}", 80, 50 * (int)Next(3),
            Next(4) switch { 0 => "", 1 => "check", 2 => "check slowstart 9s", _ => "check disabled" });
        return new BackendServer(line, Next(3) switch { 0 => AdminState.Maintenance, 1 => AdminState.Drain, _ => AdminState.Ready });
    }).DistinctBy(server => server.Line.Id);

    /// <summary>HAProxy, as far as its rules for dynamic servers go.</summary>
    private sealed class Model(IEnumerable<BackendServer> running)
    {
        private readonly Dictionary<string, BackendServer> _servers = running.ToDictionary(
            server => server.Line.Id, StringComparer.Ordinal);

        public IEnumerable<BackendServer> Servers => _servers.Values;

        public void Take(RuntimeCommand command)
        {
            switch (command)
            {
                case RuntimeCommand.Add add:
                    _servers.Add(add.Server, new BackendServer(add.Line, AdminState.Maintenance));
                    break;
                case RuntimeCommand.Delete:
                    Assert.Equal(AdminState.Maintenance, _servers[command.Server].Admin);
                    _servers.Remove(command.Server);
                    break;
                case RuntimeCommand.SetState set:
                    _servers[command.Server] = _servers[command.Server] with { Admin = set.State };
                    break;
                case RuntimeCommand.SetWeight set:
                    var had = _servers[command.Server];
                    _servers[command.Server] = had with { Line = had.Line with { Weight = set.Weight } };
                    break;
                case RuntimeCommand.EnableHealth:
                    Assert.True(_servers[command.Server].Line.IsChecked);
                    break;
                default:
                    Assert.Fail(command.Text);
                    break;
            }
        }
    }
}
