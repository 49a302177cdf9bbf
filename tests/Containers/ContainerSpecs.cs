namespace Actors.Containers;

/// <summary>The containers by themselves: what they may do, and whether the engine calls them healthy.</summary>
public abstract class ContainerSpecs(ComposeFixture fixture)
{
    private readonly ContainerSystem _system = fixture.Shared;

    [Theory]
    [InlineData("seed-1", "/var/lib/actors")]
    [InlineData("ha", "/var/lib/actors /nodes /run/actors /usr/local/etc/haproxy")]
    [InlineData("web", "")]
    public async Task Nobody_is_root_or_may_become_it_or_writes_anywhere_but_where_it_must(string service, string writable)
    {
        var container = await NewestAsync(service);

        Assert.Equal(
            "readonly=true caps=[ALL] security=[no-new-privileges:true] privileged=false",
            await _system.Docker.InspectAsync(
                container,
                "readonly={{.HostConfig.ReadonlyRootfs}} caps={{.HostConfig.CapDrop}} security={{.HostConfig.SecurityOpt}} "
                    + "privileged={{.HostConfig.Privileged}}"));
        Assert.DoesNotContain("docker.sock", await _system.Docker.InspectAsync(container, "{{json .Mounts}}"), StringComparison.Ordinal);
        Assert.NotEqual("0", await _system.Docker.ShellAsync(container, "id -u"));
        Assert.Equal("0000000000000000", await _system.Docker.ShellAsync(container, "sed -n 's/^CapEff:\t//p' /proc/1/status"));
        Assert.Equal(
            "read-only", await _system.Docker.ShellAsync(container, "touch /app/x /etc/x 2>/dev/null && echo writable || echo read-only"));
        foreach (var folder in writable.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal("writable", await _system.Docker.ShellAsync(container, $"touch {folder}/x && rm {folder}/x && echo writable"));
        }
    }

    [Fact]
    public async Task Every_container_is_healthy()
    {
        // The engine looks for the first time 15 s after a container's start: of the web nodes the oldest will do.
        var containers = (await _system.RunningAsync()).GroupBy(container => container.Service).Select(of => of.Last()).ToList();
        Assert.Equal(["ha", "seed-1", "seed-2", "web"], containers.Select(container => container.Service).Order(StringComparer.Ordinal));

        await Task.WhenAll(containers.Select(container => _system.EventuallyAsync($"{container.Service} is healthy", async () =>
            await _system.Docker.InspectAsync(container.Id, "{{.State.Health.Status}}") is var status && status == "healthy"
                ? null
                : status)));
    }

    private async Task<string> NewestAsync(string service) =>
        (await _system.RunningAsync()).First(container => container.Service == service).Id;
}
