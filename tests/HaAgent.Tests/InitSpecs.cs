using System.Diagnostics;

namespace Actors.HaAgent.Tests;

/// <summary>Process 1 of the agent's container, with a program that stands for the agent.</summary>
public sealed class InitSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The sockets are those of a HAProxy that runs in another container.
    [Theory]
    [InlineData("", "", false)]
    [InlineData("elsewhere", "", true)]
    [InlineData("", "--HaProxy:Start=elsewhere", true)]
    [InlineData("", "--haproxy:start elsewhere", true)]
    [InlineData("elsewhere", "--HaProxy:Start=agent", false)]
    [InlineData("", "--HaProxy:StatsPort=1936", false)]
    public async Task Sockets_of_a_HAProxy_that_something_else_starts_are_left_alone(string variable, string arguments, bool isLeft)
    {
        var socket = Path.Combine(_folder.Path, "master.sock");
        await File.WriteAllTextAsync(socket, "");
        var start = new ProcessStartInfo(
            "sh", [Repository.PathOf("docker/ha/init"), "true", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        start.Environment["ACTORS_HAPROXY__RUNTIMEPATH"] = _folder.Path;
        start.Environment["ACTORS_HAPROXY__START"] = variable;

        using var init = Process.Start(start)!;
        await init.WaitForExitAsync();

        Assert.Equal((0, isLeft), (init.ExitCode, File.Exists(socket)));
    }
}
