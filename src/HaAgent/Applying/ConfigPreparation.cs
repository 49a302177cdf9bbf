using Actors.HaAgent.Desired;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Applying;

/// <summary>
/// From desired state to a live file that HAProxy has accepted: node files, render, plan, check, swap. Nothing that HAProxy
/// refuses reaches the live path.
/// </summary>
public sealed class ConfigPreparation(
    string agent, HaProxyOptions options, NodeFiles nodeFiles, ConfigFiles configFiles, HaProxyBinary binary, ILogger<ConfigPreparation> logger)
{
    public async Task<PreparedConfig> RunAsync(AppliedState? applied, DesiredState desired, CancellationToken cancellationToken)
    {
        WriteNodeFiles(desired);
        try
        {
            var (template, source) = configFiles.ReadTemplate();
            var rendered = ConfigTemplate.Render(template, source, ConfigModel.Of(agent, options, desired));
            if (rendered.Failed)
            {
                return Failed(ApplyStage.Render, rendered.Errors, $"Mend the template {source}.");
            }

            var plan = Planner.Decide(applied, desired, rendered.Text);
            if (plan is Plan.Nothing)
            {
                return new PreparedConfig(desired, plan, rendered.Text, null, null);
            }

            configFiles.WriteCandidate(rendered.Text);
            if (await binary.CheckAsync(configFiles.Candidate, cancellationToken) is { } refusal)
            {
                return Failed(ApplyStage.Check, refusal, $"Mend the template {source}; the refused text is in {configFiles.Candidate}.");
            }

            var previous = configFiles.ReadLive();
            configFiles.Promote();
            return new PreparedConfig(desired, plan, rendered.Text, previous, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed(ApplyStage.Write, error.Message, $"See that {options.ConfigPath} and its folder can be written.");
        }

        PreparedConfig Failed(ApplyStage stage, string output, string hint) => new(desired, null, "", null, new ApplyFailure(stage, output, hint));
    }

    /// <summary>Whether there is a configuration that HAProxy could be started on.</summary>
    public bool HasLive => File.Exists(configFiles.Live);

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

/// <summary>What preparing gave: a plan and the text that is live now, or a failure.</summary>
/// <param name="Desired">What it was prepared from.</param>
/// <param name="Plan">What is to be done; null where it failed.</param>
/// <param name="Text">The text that is live now.</param>
/// <param name="Previous">The text that was live before; null where there was none or nothing changed.</param>
/// <param name="Failure">Why it failed.</param>
public sealed record PreparedConfig(DesiredState Desired, Plan? Plan, string Text, string? Previous, ApplyFailure? Failure);
