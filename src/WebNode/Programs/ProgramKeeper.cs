using System.ComponentModel;

namespace Actors.WebNode.Programs;

/// <summary>
/// Keeps the program alive: starts it, asks how it is, starts it again with back-off when it ends, and has the whole node stop
/// when it ends too often. It says what it sees to <see cref="ProgramReadiness"/>.
/// </summary>
public sealed class ProgramKeeper(
    ProgramOptions options, int port, HealthProbe probe, ProgramReadiness readiness, ProgramExit exit, IHostApplicationLifetime lifetime,
    ILoggerFactory loggers, TimeProvider time)
    : IHostedService, IDisposable
{
    /// <summary>The code of a command that is there and cannot be run (POSIX shell, 2.8.2).</summary>
    private const int CannotRun = 126;

    private readonly ILogger _logger = loggers.CreateLogger<ProgramKeeper>();
    private readonly ILogger _said = loggers.CreateLogger("Program");
    private readonly CancellationTokenSource _stopping = new();
    private volatile ProgramProcess? _current;
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = RunAsync();
        return Task.CompletedTask;
    }

    /// <summary>Stops the program and does not start it again. May be called more than once.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running;
    }

    /// <summary>Hands a signal on to the program, where it runs.</summary>
    public void Signal(int signal) => _current?.Signal(signal);

    public void Dispose()
    {
        _stopping.Dispose();
        probe.Dispose();
    }

    private async Task RunAsync()
    {
        var policy = new RestartPolicy(options.RestartLimit);
        while (!_stopping.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            var code = await RunOnceAsync();
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            (var wait, policy) = policy.After(time.GetElapsedTime(started));
            var how = ProgramExit.Describe(code);
            readiness.Health(false, $"the program {how}");
            if (wait is not { } until)
            {
                _logger.LogError(
                    "The program {How}, {Ends} times in a row, and Web:RestartLimit = {Limit}. This node leaves and ends with the same "
                        + "code.",
                    how, policy.Ends, options.RestartLimit);
                exit.Code = code;
                // A start that is broken off is an error; a stop after it is not.
                lifetime.ApplicationStarted.Register(lifetime.StopApplication);
                return;
            }

            _logger.LogWarning(
                "The program {How}: it starts again in {Wait}, restart {Ends} of at most {Limit} in a row.", how, until, policy.Ends,
                options.RestartLimit);
            await Task.Delay(until, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> RunOnceAsync()
    {
        if (Start() is not { } started)
        {
            return CannotRun;
        }

        using var process = started;
        _logger.LogInformation("The program runs as process {Id}: {Command}", process.Id, string.Join(' ', options.Command));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var watching = new ProgramWatch(probe, readiness, options.HealthEvery, time).RunAsync(over.Token);
        _current = process;
        await ((Task)process.Exited).WaitAsync(_stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _current = null;
        await over.CancelAsync();
        await watching;
        if (!process.Exited.IsCompleted)
        {
            _logger.LogInformation("The program gets SIGTERM.");
            if (!await process.StopAsync(options.StopGrace))
            {
                _logger.LogWarning("The program has not ended within Web:StopGrace = {Grace}: it was killed.", options.StopGrace);
            }
        }

        return await process.Exited;
    }

    private ProgramProcess? Start()
    {
        try
        {
            return ProgramProcess.Start(options.Command, port, line => _said.LogInformation("{Line}", line), time);
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            _logger.LogError("The program cannot be started, as where processes, files or memory are limited: {Error}", error.Message);
            return null;
        }
    }
}
