using Actors.HaAgent.Desired;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Applying;

/// <summary>
/// From desired state to a plan and a live file: node files, render, plan, check, swap. What only a reload can bring is
/// judged by HAProxy before it becomes live; server lines are judged by the runtime API as it takes them (docs/adr-0008).
/// </summary>
public sealed class ConfigPreparation(
    string agent, HaProxyOptions options, HaProxyVersion version, NodeFiles nodeFiles, ConfigFiles configFiles, HaProxyBinary binary, ILogger<ConfigPreparation> logger)
{
    public async Task<PreparedConfig> RunAsync(AppliedState? applied, DesiredState desired, CancellationToken cancellationToken)
    {
        WriteNodeFiles(desired);
        string template, source;
        try
        {
            (template, source) = configFiles.ReadTemplate();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed(ApplyStage.Render, error.Message, $"Put the template back to HaProxy:TemplatePath = {options.TemplatePath}.");
        }

        try
        {
            var rendered = ConfigTemplate.Render(template, source, ConfigModel.Of(agent, options, desired));
            if (rendered.Failed)
            {
                return Failed(ApplyStage.Render, rendered.Errors, $"Mend the template {source}.");
            }

            var wanted = AppliedState.Of(RenderedConfig.Parse(rendered.Text), desired);
            var plan = Planner.Decide(desired.Revision, applied, wanted, version);
            var previous = plan is Plan.Nothing ? null : configFiles.ReadLive();
            if (plan is Plan.Reload)
            {
                configFiles.WriteCandidate(rendered.Text);
                if (await binary.CheckAsync(configFiles.Candidate, cancellationToken) is { } refusal)
                {
                    return Failed(ApplyStage.Check, refusal, $"Mend the template {source}; the refused text is in {configFiles.Candidate}.");
                }

                configFiles.Promote(rendered.Text);
            }
            else if (plan is Plan.Runtime && previous != rendered.Text)
            {
                configFiles.WriteLive(rendered.Text);
            }

            return new PreparedConfig(desired, plan, wanted, previous, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed(ApplyStage.Write, error.Message, $"See that {options.ConfigPath} and its folder can be written.");
        }

        PreparedConfig Failed(ApplyStage stage, string output, string hint) => PreparedConfig.Failed(applied, desired, new ApplyFailure(stage, output, hint));
    }

    /// <summary>Whether there is a configuration that HAProxy could be started on.</summary>
    public bool HasLive => File.Exists(configFiles.Live);

    /// <summary>HAProxy's verdict on the live file; null where it takes it.</summary>
    public Task<string?> CheckLiveAsync(CancellationToken cancellationToken) => binary.CheckAsync(configFiles.Live, cancellationToken);

    /// <summary>Puts back what was live before a plan that failed.</summary>
    public void Restore(string? previous)
    {
        try
        {
            if (previous is not null)
            {
                configFiles.WriteLive(previous);
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
