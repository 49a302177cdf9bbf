namespace Actors.EndToEnd;

/// <summary>Mistakes of a first set-up: each ends the program with a sentence that names what is wrong, and what is right.</summary>
public sealed class SetupMistakeSpecs(SetupMistakeSpecs.Fixture fixture) : IClassFixture<SetupMistakeSpecs.Fixture>
{
    private readonly LocalSystem _system = fixture.System;

    [Theory]
    [InlineData("ACTORS_WEBB__PORT=3", "ACTORS_WEBB__PORT = '3': no such setting; the nearest is Web:Port")]
    [InlineData("ACTORS_HA_PROXY__HTTPPORT=3", "ACTORS_HA_PROXY__HTTPPORT = '3': no such setting; the nearest is HaProxy:HTTPPORT")]
    [InlineData("ACTORS_PORT=3", "ACTORS_PORT = '3': no such setting; the nearest is Web:Port")]
    [InlineData("ACTORS_NODE_SEEDS=a:1", "ACTORS_NODE_SEEDS = 'a:1': no such setting; the nearest is Node:Seeds")]
    public async Task A_variable_that_is_no_setting_is_refused_with_the_nearest(string variable, string fault) =>
        await AssertFaultsAsync(fault, "env", variable, LocalSystem.Program("web"), $"--Node:Seeds={_system.Seeds}", State);

    [Theory]
    [InlineData("--Webb:Port=3", "--Webb:Port = '3': no such setting; the nearest is Web:Port")]
    [InlineData("-port 3000", "-port = '3000': no such setting; the nearest is Web:Port")]
    [InlineData("-port=3000", "-port = '3000': no such setting; the nearest is Web:Port")]
    [InlineData("--Web:HaelthPath /healthz", "Web:HaelthPath = '/healthz': no such setting")]
    [InlineData("serve", "serve: no such setting")]
    public async Task An_argument_that_is_no_setting_is_refused_with_the_nearest(string arguments, string fault) =>
        await AssertFaultsAsync(fault, [LocalSystem.Program("web"), $"--Node:Seeds={_system.Seeds}", State, .. arguments.Split(' ')]);

    [Theory]
    [InlineData("seed-1", "Node:Seeds = 'seed-1': a seed is host:port")]
    [InlineData("http://seed-1:4053/x", "Node:Seeds = 'http://seed-1:4053/x': a seed is host:port")]
    [InlineData("seed-1:4053;seed-2:4053", "Node:Seeds = 'seed-1:4053;seed-2:4053': a seed is host:port")]
    [InlineData("", "Node:Seeds = '': at least one seed is needed")]
    public async Task A_bad_seed_is_one_fault(string seeds, string fault) =>
        await AssertFaultsAsync(fault, LocalSystem.Program("seed"), $"--Node:Seeds={seeds}", State);

    [Theory]
    [InlineData(
        "HAProxy version 2.4.22-f8e3218 2023/02/14 - https://haproxy.org/", "HAProxy 2.4.22 is too old: it needs to be 2.6 or newer")]
    [InlineData("HA-Proxy version 1.8.30 2021/04/12", "HAProxy 1.8.30 is too old: it needs to be 2.6 or newer")]
    [InlineData("nginx version: nginx/1.22.1", "it does not say what version it is")]
    public async Task A_HAProxy_that_will_not_do_is_refused_by_its_version(string says, string fault)
    {
        var program = Path.Combine(_system.Folder, "old-haproxy");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho '{says}'\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await AssertFaultsAsync($"HaProxy:Binary = '{program}': {fault}", [.. Agent(), $"--HaProxy:Binary={program}"]);
    }

    [Theory]
    [Trait("Needs", "Root")]
    [InlineData("web", "--Web:Port=81", "Web:Port = '81': permission denied")]
    [InlineData("web", "--Node:Port=99", "Node:Port = '99': permission denied")]
    [InlineData("ha", "--HaProxy:RuntimePath=/root/actors", "HaProxy:RuntimePath = '/root/actors': permission denied")]
    [InlineData("ha", "--HaProxy:RuntimePath=/etc/actors", "HaProxy:RuntimePath = '/etc/actors': permission denied")]
    public async Task What_the_user_may_not_do_is_said_to_be_that(string program, string setting, string fault)
    {
        string[] command = program == "ha"
            ? Agent()
            : [LocalSystem.Program("web"), "--Node:Host=127.0.0.1", $"--Node:Seeds={_system.Seeds}",
            $"--Node:ManagementPort={Ports.Free()}"];

        var log = await AssertFaultsAsync(fault, ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", .. command, setting]);

        Assert.DoesNotContain("taken", log, StringComparison.Ordinal);
    }

    /// <summary>Not the default, which is the machine's.</summary>
    private string State => $"--Node:StatePath={Path.Combine(_system.Folder, "state")}";

    private string[] Agent() =>
    [
        LocalSystem.Program("ha"), "--Node:Host=127.0.0.1", $"--Node:Seeds={_system.Seeds}", $"--Node:Port={Ports.Free()}",
        $"--Node:ManagementPort={Ports.Free()}", State,
        $"--HaProxy:ConfigPath={_system.ConfigPath}", $"--HaProxy:RuntimePath={Path.Combine(_system.Folder, "run")}",
        $"--HaProxy:NodesPath={_system.NodesPath}", $"--HaProxy:HttpPort={Ports.Free()}", $"--HaProxy:StatsPort={Ports.Free()}",
    ];

    private async Task<string> AssertFaultsAsync(string fault, params string[] command)
    {
        var program = _system.StartOther($"mistake-{Guid.NewGuid():N}", command);
        Assert.Equal(78, await program.ExitAsync());
        var log = await File.ReadAllLinesAsync(program.Log);
        // One mistake, one sentence.
        Assert.Contains(
            fault,
            Assert.Single(
                log, line => line.Contains(" = '", StringComparison.Ordinal) || line.Contains("no such", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.DoesNotContain(log, line => line.StartsWith("   at ", StringComparison.Ordinal));
        return string.Join('\n', log);
    }

    /// <summary>A folder, and no node.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private LocalSystem? _system;

        internal LocalSystem System => _system!;

        public async Task InitializeAsync() => _system = await Systems.OpenAsync(nodes: 1);

        public async Task DisposeAsync()
        {
            if (_system is { } system)
            {
                await system.DisposeAsync();
            }
        }
    }
}
