using System.Collections.Immutable;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent;

/// <summary>A HAProxy whose failures carry the remedy for what it has printed (<see cref="FailureHint"/>).</summary>
public sealed class ExplainedHaProxy(IHaProxy haproxy, HaProxyOptions options) : IHaProxy
{
    public Task<MasterRun?> AdoptAsync(CancellationToken cancellationToken) => haproxy.AdoptAsync(cancellationToken);

    public async Task<(MasterRun? Process, ApplyFailure? Failure)> StartAsync(AppliedState? wanted, CancellationToken cancellationToken)
    {
        var (process, failure) = await haproxy.StartAsync(wanted, cancellationToken);
        return (process, Explain(failure));
    }

    public async Task<Effect> ChangeAsync(
        ImmutableArray<RuntimeCommand> commands, AppliedState wanted, CancellationToken cancellationToken) =>
        Explain(await haproxy.ChangeAsync(commands, wanted, cancellationToken));

    public async Task<Effect> ReloadAsync(ImmutableArray<RuntimeCommand> ahead, AppliedState wanted, CancellationToken cancellationToken) =>
        Explain(await haproxy.ReloadAsync(ahead, wanted, cancellationToken));

    public Task<string?> ChangeCertificatesAsync(ImmutableArray<CertificateCommand> commands, CancellationToken cancellationToken) =>
        haproxy.ChangeCertificatesAsync(commands, cancellationToken);

    public Task<string?> AnnounceLeaveAsync(CancellationToken cancellationToken) => haproxy.AnnounceLeaveAsync(cancellationToken);

    public Task StopAsync() => haproxy.StopAsync();

    public Task<ImmutableArray<ObservedServer>> ObserveAsync(CancellationToken cancellationToken) =>
        haproxy.ObserveAsync(cancellationToken);

    public Task WaitForExitAsync(MasterRun process, CancellationToken cancellationToken) =>
        haproxy.WaitForExitAsync(process, cancellationToken);

    private Effect Explain(Effect effect) => effect.Failure is null ? effect : effect with { Failure = Explain(effect.Failure) };

    private ApplyFailure? Explain(ApplyFailure? failure) => failure is null ? null : FailureHint.For(failure, options);
}
