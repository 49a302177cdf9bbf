using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Rollout;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reporting;

/// <summary>What the agent knows, as the records of its API. Pure.</summary>
public static class StatusReports
{
    /// <summary>The report of a server.</summary>
    public static NodeReport Of(ServerStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var server = standing.Server;
        return new NodeReport
        {
            Name = server.Name,
            Service = server.Service,
            Address = server.Address,
            Port = server.Description.Port,
            Version = server.Description.Version,
            Zone = server.Description.Zone,
            Weight = server.Weight,
            State = server.Admin,
            Why = server.Why,
            Source = standing.Source,
            Since = standing.Since,
        };
    }

    /// <summary>The services of a desired state.</summary>
    public static IReadOnlyList<ServiceReport> Of(DesiredState desired, OverrideBook overrides)
    {
        ArgumentNullException.ThrowIfNull(desired);
        ArgumentNullException.ThrowIfNull(overrides);
        var servers = desired.Servers.ToLookup(server => server.Service, StringComparer.Ordinal);
        return
        [
            .. desired.Services.Select(service => new ServiceReport(
                service.Name,
                service.Protocol,
                service.ListenPort > 0 ? service.ListenPort : null,
                service.AllRoutes,
                servers[service.Name].Count(),
                servers[service.Name].Count(server => server.Admin == AdminState.Ready),
                overrides.For(ServiceOverride.KeyOf(service.Name))?.Canary)
            {
                Override = overrides.For(ServiceOverride.KeyOf(service.Name)),
            }),
        ];
    }

    /// <summary>The report of a part that is left out.</summary>
    public static LeftOutReport Of(LeftOut left)
    {
        ArgumentNullException.ThrowIfNull(left);
        return new(left.Part.ToString(), left.Why);
    }

    /// <summary>The report of a failure.</summary>
    public static FailureReport Of(long revision, ApplyFailure failure, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return new(revision, failure.Stage, failure.Output, failure.Hint, at);
    }

    /// <summary>The report of a freeze; null for none.</summary>
    public static FreezeReport? Of(FreezeNotice? freeze) => freeze is null ? null : new(freeze.Why, freeze.Since, freeze.Retained)
    {
        By = freeze.Override?.By,
        From = freeze.Override?.From,
        Reason = freeze.Override?.Reason,
    };

    /// <summary>The report of a pinned template; null for none.</summary>
    public static PinReport? Of(PinnedTemplate? pinned) => pinned is null ? null : new(pinned.Revision.Number, pinned.Since)
    {
        By = pinned.By,
        From = pinned.From,
        Reason = pinned.Reason,
    };

    /// <summary>The report of the template in force and a candidate; null before the first is in force.</summary>
    public static TemplateReport? Of(KeptTemplate? kept, TemplateCandidate? candidate) => kept is null
        ? null
        : new(kept.Template.Hash, kept.Template.Source, kept.Since, candidate is null ? null : Of(candidate));

    private static TemplateCandidateReport Of(TemplateCandidate candidate) =>
        new(candidate.Template?.Hash ?? "", candidate.Source, candidate.Stage, candidate.Agent, candidate.Why, candidate.Since);
}
