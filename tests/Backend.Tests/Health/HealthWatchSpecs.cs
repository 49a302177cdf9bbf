using Actors.Backend.Health;
using Actors.Backend.Settings;
using Actors.Clustering.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Actors.Backend.Tests.Health;

/// <summary>The app's own health checks, run by ASP.NET Core's own service.</summary>
public sealed class HealthWatchSpecs
{
    private readonly Readiness _readiness = new();
    private readonly IHealthChecksBuilder _checks = new ServiceCollection().AddLogging().AddHealthChecks();

    [Fact]
    public async Task An_app_without_health_checks_is_ready_once_that_is_known()
    {
        var watch = Watch();
        watch.Begin();
        Assert.False(_readiness.State.Ready);

        await watch.LookAsync(CancellationToken.None);

        Assert.Equal((true, ""), (_readiness.State.Ready, _readiness.State.Reason));
    }

    [Fact]
    public async Task Those_that_fail_are_named_with_what_they_say_and_degraded_is_well_enough()
    {
        var database = HealthCheckResult.Unhealthy("no answer\nfrom 10.0.0.9");
        _checks.AddCheck("database", () => database).AddCheck("cache", () => HealthCheckResult.Degraded("cold"))
            .AddCheck("bus", () => throw new InvalidOperationException("not there"));
        var watch = Watch();

        await watch.LookAsync(CancellationToken.None);
        Assert.Equal((false, "bus: not there; database: no answer from 10.0.0.9"), (_readiness.State.Ready, _readiness.State.Reason));
    }

    [Fact]
    public async Task It_is_ready_again_with_the_next_look()
    {
        var well = false;
        _checks.AddCheck("database", () => well ? HealthCheckResult.Degraded("slow") : HealthCheckResult.Unhealthy());
        var watch = Watch();
        await watch.LookAsync(CancellationToken.None);
        Assert.Equal((false, "database"), (_readiness.State.Ready, _readiness.State.Reason));

        well = true;
        await watch.LookAsync(CancellationToken.None);

        Assert.True(_readiness.State.Ready);
    }

    [Fact]
    public async Task Only_those_with_the_tag_count()
    {
        _checks.AddCheck("disk", () => HealthCheckResult.Unhealthy()).AddCheck("database", () => HealthCheckResult.Healthy(), ["ready"]);

        await Watch(o => o.HealthTag = "ready").LookAsync(CancellationToken.None);

        Assert.True(_readiness.State.Ready);
    }

    [Fact]
    public async Task One_that_hangs_counts_as_unhealthy_and_is_not_started_again_until_it_ends()
    {
        var (started, answer) = (0, new TaskCompletionSource<HealthCheckResult>());
        _checks.AddAsyncCheck("database", () =>
        {
            Interlocked.Increment(ref started);
            return answer.Task;
        });
        var watch = Watch(o => o.HealthTimeout = TimeSpan.FromMilliseconds(100));

        // The check runs on the pool: on a busy machine it may begin after the first look has given up.
        await watch.LookAsync(CancellationToken.None);
        await Eventually.BecomesAsync(
            "the check has begun", () => "", () => Task.FromResult((Volatile.Read(ref started) > 0, "not begun")));
        await watch.LookAsync(CancellationToken.None);

        Assert.Equal((false, 1), (_readiness.State.Ready, started));
        Assert.Contains("HealthTimeout = 00:00:00.1", _readiness.State.Reason, StringComparison.Ordinal);

        answer.SetResult(HealthCheckResult.Healthy());
        await Eventually.BecomesAsync("it is ready", () => _readiness.State.ToString(), async () =>
        {
            await watch.LookAsync(CancellationToken.None);
            return (_readiness.State.Ready, _readiness.State.Reason);
        });
    }

    [Fact]
    public async Task Looking_goes_on_until_it_is_cancelled()
    {
        var looked = new SemaphoreSlim(0);
        _checks.AddCheck("database", () =>
        {
            looked.Release();
            return HealthCheckResult.Healthy();
        });
        using var end = new CancellationTokenSource();
        var running = Watch(o => o.HealthEvery = TimeSpan.FromMilliseconds(100)).RunAsync(end.Token);

        Assert.True(await looked.WaitAsync(TimeSpan.FromSeconds(20)) && await looked.WaitAsync(TimeSpan.FromSeconds(20)));
        await end.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private HealthWatch Watch(Action<HaProxyBackendOptions>? configure = null)
    {
        var options = new HaProxyBackendOptions { Node = { Seeds = "a:1" } };
        configure?.Invoke(options);
        var settings = BackendSettings.Read(new ConfigurationBuilder().Build(), options, "1.0.0", new HostAddresses());
        Assert.Empty(settings.Faults);
        return new HealthWatch(
            _checks.Services.BuildServiceProvider().GetRequiredService<HealthCheckService>(), _readiness, settings, TimeProvider.System);
    }
}
