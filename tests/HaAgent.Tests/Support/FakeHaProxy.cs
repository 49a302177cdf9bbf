using System.Collections.Immutable;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Support;

/// <summary>A HAProxy that does what a test says; as a process it is the test's own.</summary>
internal sealed class FakeHaProxy : IHaProxy
{
    private readonly List<TaskCompletionSource> _lives = [];

    public static MasterRun Process { get; } = LinuxProcess.Find(Environment.ProcessId)!;

    public Func<AppliedState?, Task<(MasterRun? Process, ApplyFailure? Failure)>> Start { get; set; } = _ =>
        Task.FromResult<(MasterRun?, ApplyFailure?)>((Process, null));

    public Func<ImmutableArray<RuntimeCommand>, AppliedState, Task<Effect>> Change { get; set; } = (_, _) =>
        Task.FromResult(new Effect(null, []));

    public Func<AppliedState, Task<Effect>> Reload { get; set; } = _ => Task.FromResult(new Effect(null, []));

    public Func<ImmutableArray<CertificateCommand>, Task<string?>> ChangeCertificates { get; set; } = _ => Task.FromResult<string?>(null);

    public Func<Task<ImmutableArray<ObservedServer>>> Observe { get; set; } = () => Task.FromResult(ImmutableArray<ObservedServer>.Empty);

    public Func<Task<string?>> AnnounceLeave { get; set; } = () => Task.FromResult<string?>(null);

    /// <summary>The process ends.</summary>
    public void End()
    {
        lock (_lives)
        {
            _lives.ForEach(life => life.TrySetResult());
            _lives.Clear();
        }
    }

    public Task<MasterRun?> AdoptAsync(CancellationToken cancellationToken) => Task.FromResult<MasterRun?>(null);

    public Task<(MasterRun? Process, ApplyFailure? Failure)> StartAsync(AppliedState? wanted, CancellationToken cancellationToken) =>
        Start(wanted);

    public Task<Effect> ChangeAsync(ImmutableArray<RuntimeCommand> commands, AppliedState wanted, CancellationToken cancellationToken) =>
        Change(commands, wanted);

    public Task<Effect> ReloadAsync(ImmutableArray<RuntimeCommand> ahead, AppliedState wanted, CancellationToken cancellationToken) =>
        Reload(wanted);

    public Task<string?> ChangeCertificatesAsync(ImmutableArray<CertificateCommand> commands, CancellationToken cancellationToken) =>
        ChangeCertificates(commands);

    public Task<string?> AnnounceLeaveAsync(CancellationToken cancellationToken) => AnnounceLeave();

    public Task StopAsync()
    {
        End();
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<ObservedServer>> ObserveAsync(CancellationToken cancellationToken) => Observe();

    public Task WaitForExitAsync(MasterRun process, CancellationToken cancellationToken)
    {
        var life = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lives)
        {
            _lives.Add(life);
        }

        return life.Task.WaitAsync(cancellationToken);
    }
}
