using System.Diagnostics;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// Tries what some parts come to: render, plan, and where only a reload can bring it, what the machine and HAProxy say of it. Nothing of it
/// is applied.
/// </summary>
public sealed class ConfigAttempts(
    string agent, HaProxyOptions options, RunningVersion running, ConfigFiles configFiles, HaProxyBinary binary, ListeningPorts ports)
{
    /// <param name="parts">What it is made of.</param>
    /// <param name="applied">What HAProxy has; null where that is unknown.</param>
    /// <param name="trace">The trace that the steps belong to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The plan; its text is the candidate on disk where it is a reload. Or why there is none.</returns>
    public async Task<Attempt> TryAsync(
        ConfigParts parts, AppliedState? applied, ActivityContext trace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parts);
        RenderResult rendered;
        using (Tracing.StartStep("render", trace))
        {
            rendered = parts.Template.Render(ConfigModel.Of(agent, options, parts.Desired, parts.HasCertificates));
        }

        if (rendered.Failed)
        {
            return Attempt.Refused(parts, ApplyStage.Render, rendered.Errors, $"Correct the template {parts.Template.Source}.");
        }

        AppliedState wanted;
        Plan plan;
        using (Tracing.StartStep("plan", trace))
        {
            wanted = AppliedState.Of(RenderedConfig.Parse(rendered.Text), parts.Desired);
            plan = Planner.Decide(parts.Desired.Revision, applied, wanted, running.Version);
        }

        if (plan is not Plan.Reload)
        {
            return new Attempt(parts, plan, wanted, null);
        }

        using var check = Tracing.StartStep("check", trace);
        // A reload whose new worker cannot listen makes the old one pause all its listeners: that must not be tried.
        var known = applied is null ? [] : BindLine.In(applied.Config.Text).Select(line => line.End).ToHashSet();
        if (BindLine.In(rendered.Text).Where(line =>
            !known.Contains(line.End)).Select(line => ports.FaultOf(line.End)).FirstOrDefault(fault => fault is not null) is { } taken)
        {
            return Attempt.Refused(parts, ApplyStage.Check, taken, "End the program that holds it, or choose another port.");
        }

        configFiles.WriteCandidate(rendered.Text);
        configFiles.EnsureNamedFiles();
        return await binary.CheckAsync(configFiles.Candidate, cancellationToken) is { } refusal
            ? Attempt.Refused(
                parts, ApplyStage.Check, refusal,
                $"Correct the template {parts.Template.Source}; the refused text is in {configFiles.Candidate}.")
            : new Attempt(parts, plan, wanted, null);
    }
}

/// <summary>What some parts come to.</summary>
/// <param name="Parts">The parts.</param>
/// <param name="Plan">What is to be done; null where they are refused.</param>
/// <param name="Wanted">What HAProxy has then; null where they are refused.</param>
/// <param name="Failure">Why they are refused; null where they are not.</param>
public sealed record Attempt(ConfigParts Parts, Plan? Plan, AppliedState? Wanted, ApplyFailure? Failure)
{
    /// <summary>Parts that are refused.</summary>
    public static Attempt Refused(ConfigParts parts, ApplyStage stage, string output, string hint) =>
        new(parts, null, null, new ApplyFailure(stage, output, hint));
}
