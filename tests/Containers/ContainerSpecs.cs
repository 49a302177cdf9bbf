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
        await _system.AtLeastAsync(web: 1);
        var container = await NewestAsync(service);

        Assert.Equal(
            "readonly=true caps=[ALL] security=[no-new-privileges:true] privileged=false",
            await _system.Docker.InspectAsync(container, "readonly={{.HostConfig.ReadonlyRootfs}} caps={{.HostConfig.CapDrop}} security={{.HostConfig.SecurityOpt}} privileged={{.HostConfig.Privileged}}"));
        Assert.DoesNotContain("docker.sock", await _system.Docker.InspectAsync(container, "{{json .Mounts}}"), StringComparison.Ordinal);
        Assert.NotEqual("0", await _system.Docker.ShellAsync(container, "id -u"));
        Assert.Equal("0000000000000000", await _system.Docker.ShellAsync(container, "sed -n 's/^CapEff:\t//p' /proc/1/status"));
        Assert.Equal("read-only", await _system.Docker.ShellAsync(container, "touch /app/x /etc/x 2>/dev/null && echo writable || echo read-only"));
        foreach (var folder in writable.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal("writable", await _system.Docker.ShellAsync(container, $"touch {folder}/x && rm {folder}/x && echo writable"));
        }
    }

    [Theory]
    [InlineData("seed-1")]
    [InlineData("seed-2")]
    [InlineData("ha")]
    [InlineData("web")]
    public async Task Every_container_is_healthy(string service)
    {
        await _system.AtLeastAsync(web: 1);
        // Looked at for the first time 15 s after its start: the oldest need not be waited for.
        var container = await OldestAsync(service);

        await _system.EventuallyAsync($"{service} is healthy", async () =>
            await _system.Docker.InspectAsync(container, "{{.State.Health.Status}}") is var status && status == "healthy" ? null : status);
    }

    private async Task<string> NewestAsync(string service) => (await RunningAsync(service))[0];

    private async Task<string> OldestAsync(string service) => (await RunningAsync(service))[^1];

    private async Task<IReadOnlyList<string>> RunningAsync(string service) =>
        [.. (await _system.Compose.ContainersAsync()).Where(container => container.IsRunning && container.Service == service).Select(container => container.Id)];
}
