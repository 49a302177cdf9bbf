using System.Net;
using Actors.Backend.Settings;
using Actors.WebNode.Programs;

namespace Actors.WebNode.Attaching;

/// <summary>
/// A program that this node neither starts nor ends: it is asked how it is, as one of ours would be, and otherwise left alone. Where it is
/// given by a name that leads elsewhere later, the node leaves, and joins again for the new address.
/// </summary>
/// <param name="options">Where it listens, and how often it is asked.</param>
/// <param name="served">What it serves, and how it is asked.</param>
/// <param name="place">Which address that is.</param>
/// <param name="readiness">Gets how it is.</param>
/// <param name="renew">Has the node leave and join again.</param>
/// <param name="fail">Has the process stop, where it can go on no more.</param>
/// <param name="logger">The log.</param>
/// <param name="time">The clock.</param>
public sealed class AttachedProgram(
    AttachOptions options, ServedService served, AttachedPlace place, ProgramReadiness readiness, Func<Task> renew,
    Action fail, ILogger<AttachedProgram> logger, TimeProvider time)
    : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private volatile TaskCompletionSource<string> _address = Unknown();
    private Task _running = Task.CompletedTask;

    /// <summary>The address that the program serves at; completes once there is one.</summary>
    public Task<string> AddressAsync(CancellationToken cancellationToken) => _address.Task.WaitAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation(
            "Attached to {Target}: the program there is asked how it is, and neither started nor stopped by this node.", options.Target);
        _running = RunAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FollowAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the node stops
        }
        catch (Exception error)
        {
            logger.LogCritical(error, "The program at {Target} can be watched no more: this node stops.", options.Target);
            _address.TrySetException(error);
            fail();
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var address = await place.FindAsync(
            why => readiness.Health(false, $"Web:Attach = {options.Target}: {why}"), cancellationToken);
        _address.SetResult(address);
        while (true)
        {
            var next = await WatchAsync(address, cancellationToken);
            logger.LogWarning("{Host} is at {Next} now, and was at {Before}: this node joins again for it.",
                options.Target.Host, next, address);
            readiness.Health(false, $"{options.Target.Host} has moved from {address} to {next}");
            address = next;
            _address = Known(address);
            await renew();
        }
    }

    private static TaskCompletionSource<string> Unknown() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<string> Known(string address)
    {
        var known = Unknown();
        known.SetResult(address);
        return known;
    }

    // Where HAProxy reaches it, so that a program that listens on loopback only is found out here. Ends when it has moved.
    private async Task<string> WatchAsync(string address, CancellationToken cancellationToken)
    {
        using var probe = new HealthProbe(
            new IPEndPoint(IPAddress.Parse(address), served.Port), served.Protocol == ServiceProtocol.Http, served.Check, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = new ProgramWatch(probe, readiness, options.HealthEvery, time).RunAsync(over.Token);
        try
        {
            var next = place.NextAsync(address, () => readiness.IsHealthy, over.Token);
            if (await Task.WhenAny(watching, next) == watching)
            {
                await watching;
            }

            return await next;
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }
    }
}
