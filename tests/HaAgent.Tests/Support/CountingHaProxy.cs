using System.Collections.Immutable;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Support;

/// <summary>A HAProxy that keeps what became of every effect on it, so that a test can wait for the next one.</summary>
internal sealed class CountingHaProxy(IHaProxy inner) : IHaProxy
{
    private ImmutableList<Effect> _audits = [];
    private ImmutableList<Effect> _changes = [];
    private ImmutableList<Effect> _reloads = [];

    /// <summary>Looks without commands.</summary>
    public ImmutableList<Effect> Audits => Volatile.Read(ref _audits);

    /// <summary>Commands.</summary>
    public ImmutableList<Effect> Changes => Volatile.Read(ref _changes);

    /// <summary>Reloads, deferred and failed ones too.</summary>
    public ImmutableList<Effect> Reloads => Volatile.Read(ref _reloads);

    public Task<MasterRun?> AdoptAsync(CancellationToken cancellationToken) => inner.AdoptAsync(cancellationToken);

    public Task<(MasterRun? Process, ApplyFailure? Failure)> StartAsync(AppliedState? wanted, CancellationToken cancellationToken) =>
        inner.StartAsync(wanted, cancellationToken);

    public async Task<Effect> ChangeAsync(ImmutableArray<RuntimeCommand> commands, AppliedState wanted, CancellationToken cancellationToken)
    {
        var effect = await inner.ChangeAsync(commands, wanted, cancellationToken);
        if (commands.IsEmpty)
        {
            ImmutableInterlocked.Update(ref _audits, effects => effects.Add(effect));
        }
        else
        {
            ImmutableInterlocked.Update(ref _changes, effects => effects.Add(effect));
        }

        return effect;
    }

    public async Task<Effect> ReloadAsync(ImmutableArray<RuntimeCommand> ahead, AppliedState wanted, CancellationToken cancellationToken)
    {
        var effect = await inner.ReloadAsync(ahead, wanted, cancellationToken);
        ImmutableInterlocked.Update(ref _reloads, effects => effects.Add(effect));
        return effect;
    }

    public Task<string?> ChangeCertificatesAsync(ImmutableArray<CertificateCommand> commands, CancellationToken cancellationToken) =>
        inner.ChangeCertificatesAsync(commands, cancellationToken);

    public Task<string?> AnnounceLeaveAsync(CancellationToken cancellationToken) => inner.AnnounceLeaveAsync(cancellationToken);

    public Task StopAsync() => inner.StopAsync();

    public Task<ImmutableArray<ObservedServer>> ObserveAsync(CancellationToken cancellationToken) => inner.ObserveAsync(cancellationToken);

    public Task WaitForExitAsync(MasterRun process, CancellationToken cancellationToken) =>
        inner.WaitForExitAsync(process, cancellationToken);
}
