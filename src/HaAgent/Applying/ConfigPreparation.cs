using System.Collections.Immutable;
using System.Diagnostics;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Reporting;

namespace Actors.HaAgent.Applying;

/// <summary>
/// From desired state to a plan and a live file: node files, render, plan, check, swap. What only a reload can bring is
/// judged by HAProxy before it becomes live; server lines are judged by the runtime API as it takes them (docs/adr-0008).
/// </summary>
public sealed class ConfigPreparation(
    string agent, HaProxyOptions options, HaProxyVersion version, NodeFiles nodeFiles, ConfigFiles configFiles, HaProxyBinary binary, TemplateInForce templates, ILogger<ConfigPreparation> logger)
{
    /// <summary>The template that an operator went back to; null for the one in force.</summary>
    public PinnedTemplate? Pinned => templates.Pinned;

    /// <summary>What a HAProxy that is taken over has; null where that is not known for sure.</summary>
    /// <param name="servers">The nodes of the node files.</param>
    public AppliedState? TakenOver(ImmutableArray<ServerState> servers) =>
        configFiles.ReadApplied() is { } text ? AppliedState.Of(RenderedConfig.Parse(text), new DesiredState(0, servers, [])) : null;

    public async Task<PreparedConfig> RunAsync(AppliedState? applied, DesiredState desired, ActivityContext trace, CancellationToken cancellationToken)
    {
        WriteNodeFiles(desired);
        TemplateText? template = null;
        try
        {
            template = templates.Read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed(ApplyStage.Render, error.Message, $"Put the template back to HaProxy:TemplatePath = {options.TemplatePath}.");
        }

        try
        {
            RenderResult rendered;
            using (Telemetry.StartStep("render", trace))
            {
                rendered = template.Render(ConfigModel.Of(agent, options, desired, configFiles.HasCertificates));
            }

            if (rendered.Failed)
            {
                return Failed(ApplyStage.Render, rendered.Errors, $"Mend the template {template.Source}.");
            }

            AppliedState wanted;
            Plan plan;
            using (Telemetry.StartStep("plan", trace))
            {
                wanted = AppliedState.Of(RenderedConfig.Parse(rendered.Text), desired);
                plan = Planner.Decide(desired.Revision, applied, wanted, version);
            }

            var previous = plan is Plan.Nothing ? null : configFiles.ReadLive();
            var previousRoutes = configFiles.WriteRoutes(RouteMap.Text(wanted.Routes));
            if (plan is Plan.Reload)
            {
                using var check = Telemetry.StartStep("check", trace);
                configFiles.WriteCandidate(rendered.Text);
                if (await binary.CheckAsync(configFiles.Candidate, cancellationToken) is { } refusal)
                {
                    configFiles.WriteRoutes(previousRoutes);
                    return Failed(ApplyStage.Check, refusal, $"Mend the template {template.Source}; the refused text is in {configFiles.Candidate}.");
                }

                configFiles.Promote(rendered.Text);
            }
            else if (plan is Plan.Runtime && previous != rendered.Text)
            {
                configFiles.WriteLive(rendered.Text);
            }

            return new PreparedConfig(desired, plan, wanted, previous, null) { Template = template, PreviousRoutes = previousRoutes };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed(ApplyStage.Write, error.Message, $"See that {options.ConfigPath} and its folder can be written.");
        }

        PreparedConfig Failed(ApplyStage stage, string output, string hint) => PreparedConfig.Failed(applied, desired, new ApplyFailure(stage, output, hint)) with { Template = template };
    }

    /// <summary>What a template would make of the nodes of the moment: nothing of it is kept or applied.</summary>
    /// <param name="template">The template; empty for the one in force.</param>
    /// <param name="snippets">The snippets; null for those in force.</param>
    /// <param name="applied">What HAProxy has.</param>
    /// <param name="desired">What it should have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<DryRun> TryAsync(string template, IReadOnlyDictionary<string, string>? snippets, AppliedState? applied, DesiredState desired, CancellationToken cancellationToken)
    {
        var inForce = templates.Read();
        var text = template.Length == 0 ? inForce.Text : template;
        return TryAsync(new TemplateText(text, template.Length == 0 ? inForce.Source : "template", snippets ?? inForce.Snippets), applied, desired, cancellationToken);
    }

    /// <summary>What a template would make of the nodes of the moment: nothing of it is kept or applied.</summary>
    /// <param name="template">The template with its snippets.</param>
    /// <param name="applied">What HAProxy has.</param>
    /// <param name="desired">What it should have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DryRun> TryAsync(TemplateText template, AppliedState? applied, DesiredState desired, CancellationToken cancellationToken)
    {
        var rendered = template.Render(ConfigModel.Of(agent, options, desired, configFiles.HasCertificates));
        var sample = LostServers.Sample(desired, options.DefaultService);
        var shown = rendered.Failed || sample == desired ? rendered : template.Render(ConfigModel.Of(agent, options, sample, configFiles.HasCertificates));
        if (shown.Failed)
        {
            return new DryRun("", null, null, shown.Errors);
        }

        var plan = Planner.Decide(desired.Revision, applied, AppliedState.Of(RenderedConfig.Parse(rendered.Text), desired), version);
        // The same refusal should read the same each time, and the trial's file is gone.
        var verdict = await configFiles.WithTrialAsync(rendered.Text, async path => (await binary.CheckAsync(path, cancellationToken))?.Replace(path, "rendered", StringComparison.Ordinal))
            ?? LostServers.FaultOf(RenderedConfig.Parse(shown.Text), sample);
        return new DryRun(rendered.Text, verdict, plan, null);
    }

    /// <summary>Whether there is a configuration that HAProxy could be started on.</summary>
    public bool HasLive => File.Exists(configFiles.Live);

    /// <summary>HAProxy's verdict on the live file; null where it takes it.</summary>
    public Task<string?> CheckLiveAsync(CancellationToken cancellationToken) => binary.CheckAsync(configFiles.Live, cancellationToken);

    /// <summary>Puts back what was live before a plan that failed.</summary>
    public void Restore(PreparedConfig failed)
    {
        try
        {
            if (failed.Previous is { } previous)
            {
                configFiles.WriteLive(previous);
                configFiles.WriteRoutes(failed.PreviousRoutes);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogError("The last good configuration cannot be put back to {Path}: {Error}", configFiles.Live, error.Message);
        }
    }

    // Node files are for the next start: that they cannot be written costs no node its traffic now.
    private void WriteNodeFiles(DesiredState desired)
    {
        try
        {
            nodeFiles.Write(desired.Servers);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The node files cannot be written to {Path}: {Error}", options.NodesPath, error.Message);
        }
    }
}

/// <summary>What a template would come to.</summary>
/// <param name="Text">The configuration; empty where it cannot be rendered.</param>
/// <param name="Verdict">Why it is refused, by HAProxy or because it loses every server; null where it is taken, or was not asked.</param>
/// <param name="Plan">What would be done; null where it cannot be rendered.</param>
/// <param name="Errors">Why it cannot be rendered; null where it can.</param>
public sealed record DryRun(string Text, string? Verdict, Plan? Plan, string? Errors)
{
    /// <summary>Why it may not be applied; null where it may.</summary>
    public string? Refusal => Errors ?? Verdict;
}
