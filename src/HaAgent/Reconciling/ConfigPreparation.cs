using System.Collections.Immutable;
using System.Diagnostics;
using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// From desired state to a plan and a live file: node files, render, plan, check, swap. What only a reload can bring is
/// judged by HAProxy before it becomes live; server lines are judged by the runtime API as it takes them (docs/adr/0008).
/// </summary>
public sealed class ConfigPreparation(
    HaProxyOptions options, NodeFiles nodeFiles, ConfigFiles configFiles, HaProxyBinary binary, ConfigSettling settling,
    TemplateStore templates, ILogger<ConfigPreparation> logger)
{
    /// <summary>The template that an operator went back to; null for the one in force.</summary>
    public PinnedTemplate? Pinned => templates.Pinned;

    /// <summary>What a HAProxy that is taken over has; null where that is not known for sure.</summary>
    /// <param name="servers">The nodes of the node files.</param>
    public AppliedState? TakenOver(ImmutableArray<ServerState> servers) =>
        configFiles.ReadApplied() is { } text
            ? AppliedState.Of(RenderedConfig.Parse(text), new DesiredState(DesiredRevision.None, servers, []))
            : null;

    /// <summary>After how long what is left out is tried again; null where nothing is.</summary>
    public TimeSpan? RetryLeftOutAfter => settling.RetryAfter;

    /// <summary>
    /// From desired state to a plan, with the live file written. What is refused is left out (<see cref="ConfigSettling"/>), and the rest
    /// goes on.
    /// </summary>
    /// <param name="applied">What HAProxy has; null where that is unknown.</param>
    /// <param name="desired">What it should have.</param>
    /// <param name="trace">The trace that the steps belong to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PreparedConfig> RunAsync(
        AppliedState? applied, DesiredState desired, ActivityContext trace, CancellationToken cancellationToken)
    {
        WriteNodeFiles(desired);
        TemplateText? template = null;
        try
        {
            template = templates.Read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var hint = $"Put the template back to HaProxy:TemplatePath = {options.TemplatePath}.";
            return Failed(desired, new ApplyFailure(ApplyStage.Render, error.Message, hint));
        }

        try
        {
            var whole = new ConfigParts(desired, template, configFiles.HasCertificates);
            var settled = await settling.SettleAsync(whole, applied, templates.IsOnTrial, trace, cancellationToken);
            if (settled is not { Plan: { } plan, Wanted: { } wanted })
            {
                return Failed(settled.Parts.Desired, settled.Failure!);
            }

            var previous = plan is Plan.Nothing ? null : configFiles.ReadLive();
            var previousRoutes = configFiles.WriteRoutes(RouteMap.Text(wanted.Routes));
            if (plan is Plan.Reload)
            {
                configFiles.Promote(wanted.Config.Text);
            }
            else if (plan is Plan.Runtime && previous != wanted.Config.Text)
            {
                configFiles.WriteLive(wanted.Config.Text);
            }

            return new PreparedConfig(settled.Parts.Desired, plan, wanted, previous, null)
            {
                Template = template,
                PreviousRoutes = previousRoutes,
                LeftOut = settling.LeftOut,
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var hint = $"See that {options.ConfigPath} and its folder can be written.";
            return Failed(desired, new ApplyFailure(ApplyStage.Write, error.Message, hint));
        }

        PreparedConfig Failed(DesiredState settled, ApplyFailure failure) =>
            PreparedConfig.Failed(applied, settled, failure) with { Template = template, LeftOut = settling.LeftOut };
    }

    /// <summary>The newest plan is applied: what was left out once and is not any more is taken for good.</summary>
    public void Applied() => settling.Applied();

    /// <summary>HAProxy could not start on this: what its output names is left out of the next attempt.</summary>
    public void Blame(PreparedConfig failed, ApplyFailure failure)
    {
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(failure);
        if (failed.Template is { } template)
        {
            settling.Blame(new ConfigParts(failed.Desired, template, configFiles.HasCertificates), failure.Output);
        }
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
