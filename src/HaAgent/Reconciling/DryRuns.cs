using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reconciling;

/// <summary>What templates would make of the nodes of the moment.</summary>
public sealed class DryRuns(
    string agent, HaProxyOptions options, RunningVersion running, ConfigFiles configFiles, HaProxyBinary binary, ConfigSettling settling,
    TemplateStore templates)
{
    /// <summary>What a template would make of the nodes of the moment: nothing of it is kept or applied.</summary>
    /// <param name="template">The template; empty for the one in force.</param>
    /// <param name="snippets">The snippets; null for those in force.</param>
    /// <param name="applied">What HAProxy has.</param>
    /// <param name="desired">What it should have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<DryRun> TryAsync(
        string template, IReadOnlyDictionary<string, string>? snippets, AppliedState? applied, DesiredState desired,
        CancellationToken cancellationToken)
    {
        var inForce = templates.Read();
        var (text, source) = template.Length == 0 ? (inForce.Text, inForce.Source) : (template, "template");
        return TryAsync(new TemplateText(text, source, snippets ?? inForce.Snippets), applied, desired, cancellationToken);
    }

    /// <summary>What a template would make of the nodes of the moment: nothing of it is kept or applied.</summary>
    /// <param name="template">The template with its snippets.</param>
    /// <param name="applied">What HAProxy has.</param>
    /// <param name="desired">What it should have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DryRun> TryAsync(
        TemplateText template, AppliedState? applied, DesiredState desired, CancellationToken cancellationToken)
    {
        // As it would be applied: without what is left out at the moment, and with a backend for each service that the text names.
        var parts = settling.AsSettled(new ConfigParts(desired, template, configFiles.HasCertificates));
        for (var round = 0; ; round++)
        {
            var run = await TryAsync(parts, applied, cancellationToken);
            var missing = run.Verdict is { } verdict && round < ConfigSettling.MostMissing ? parts.MissingIn(verdict) : [];
            if (missing.IsEmpty)
            {
                return run;
            }

            parts = parts.With(missing);
        }
    }

    private async Task<DryRun> TryAsync(ConfigParts parts, AppliedState? applied, CancellationToken cancellationToken)
    {
        var (desired, template, hasCertificates) = parts;
        var rendered = template.Render(ConfigModel.Of(agent, options, desired, hasCertificates));
        var sample = LostServers.Sample(desired, options.DefaultService);
        var shown = rendered.Failed || sample == desired
            ? rendered
            : template.Render(ConfigModel.Of(agent, options, sample, hasCertificates));
        if (shown.Failed)
        {
            return new DryRun("", null, null, shown.Errors);
        }

        var wanted = AppliedState.Of(RenderedConfig.Parse(rendered.Text), desired);
        var plan = Planner.Decide(desired.Revision, applied, wanted, running.Version);
        // The same refusal should read the same each time, and the trial's file is gone.
        var verdict = await configFiles.WithTrialAsync(
                rendered.Text,
                async path => (await binary.CheckAsync(path, cancellationToken))?.Replace(path, "rendered", StringComparison.Ordinal))
            ?? LostServers.FaultOf(RenderedConfig.Parse(shown.Text), sample);
        return new DryRun(rendered.Text, verdict, plan, null);
    }
}
