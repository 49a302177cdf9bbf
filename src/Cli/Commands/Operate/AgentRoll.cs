using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary>A round of restarts: asks the coordinator, once a second, which agent is next, and says what happens.</summary>
/// <param name="session">The agent that hands on the questions; it is restarted too.</param>
/// <param name="each">What restarts an agent; null where the coordinator has it restart.</param>
/// <param name="timeout">How long nothing may go on.</param>
internal sealed class AgentRoll(AgentSession session, EachCommand? each, TimeSpan timeout)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly string _round = Guid.NewGuid().ToString("N");
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private ImmutableArray<RolledAgent> _agents = [];
    private string _turn = "";
    private string _said = "";
    private string _last = "";
    private long _since;

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="CommandFailed">An agent is not in sync in time, or the round may not go on.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _since = session.Time.GetTimestamp();
        while (true)
        {
            if (await AskAsync(cancellationToken) is { } report && await IsOverAsync(report, cancellationToken))
            {
                return;
            }

            if (session.Time.GetElapsedTime(_since) >= timeout)
            {
                var what = _turn.Length > 0 ? "it is not in sync and serving" : "no agent may be restarted";
                throw Stopped(_turn, string.Create(CultureInfo.InvariantCulture, $"{what} after {timeout.TotalSeconds:0} s: {_last}"));
            }

            await Task.Delay(Every, session.Time, cancellationToken);
        }
    }

    // The agent that is asked is restarted too, and so is the coordinator: that neither answers is no end of the round.
    private async Task<RollReport?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return session.Read(
                await session.Agent.RollAsync(new RollRequest(_round, each is null, _agents), cancellationToken),
                ContractJson.Reader.RollReport);
        }
        catch (CommandFailed failure) when (_begun.Count > 0 || failure.Message.Contains("not answered", StringComparison.Ordinal))
        {
            _last = failure.Message;
            return null;
        }
    }

    private async Task<bool> IsOverAsync(RollReport report, CancellationToken cancellationToken)
    {
        if (_agents.IsEmpty)
        {
            // Not before each has said when it started, unless it never will.
            if (report.Agents.Count > 0 && report.Agents.All(agent => agent.IsInSync))
            {
                _agents = [.. report.Agents.Select(agent => new RolledAgent(agent.Name, agent.Started))];
                var order = string.Join(", ", _agents.Select(agent => agent.Name));
                Say("begins", "", order, $"Rolling {_agents.Length} agents, in this order: {order}.");
            }
            else
            {
                Wait(report);
            }

            return false;
        }

        SayDone(report);
        switch (report.Verdict)
        {
            case RollVerdict.Go:
                await BeginAsync(report, cancellationToken);
                return false;
            case RollVerdict.Refused:
                throw Stopped(report.Agent, report.Why);
            case RollVerdict.Done:
                Say("done", "", "", $"All {_agents.Length} agents have restarted, are in sync and serve.");
                return true;
            default:
                Wait(report);
                return false;
        }
    }

    private async Task BeginAsync(RollReport report, CancellationToken cancellationToken)
    {
        if (!_begun.Add(report.Agent))
        {
            _last = "it has not restarted yet";
            return;
        }

        (_turn, _since, _last) = (report.Agent, session.Time.GetTimestamp(), "it has not restarted yet");
        var agent = report.Agents.First(one => one.Name == report.Agent);
        Say(
            "restarts", agent.Name, agent.Version,
            $"Restarting {agent.Name}{(agent.KeepsHaProxy || each is not null ? "" : ", and HAProxy with it (HaProxy:OnStop)")} ...");
        if (each is not null)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var running = each.RunAsync(agent, end.Token);
            while (await Task.WhenAny(running, Task.Delay(Every, session.Time, cancellationToken)) != running)
            {
                if (session.Time.GetElapsedTime(_since) >= timeout)
                {
                    await end.CancelAsync();
                    var after = string.Create(CultureInfo.InvariantCulture, $"after {timeout.TotalSeconds:0} s");
                    throw Stopped(agent.Name, $"the command has not ended {after}: {each.For(agent)}");
                }

                // A round that asks nothing is over for the coordinator.
                await AskAsync(cancellationToken);
            }

            var code = await running;
            _since = session.Time.GetTimestamp();
            if (code != 0)
            {
                throw Stopped(agent.Name, string.Create(CultureInfo.InvariantCulture, $"the command ended with {code}: {each.For(agent)}"));
            }
        }
    }

    private void Wait(RollReport report)
    {
        _last = report.Agent.Length > 0 ? $"{report.Agent}: {report.Why}" : report.Why;
        if (_last.Length > 0 && _last != _said)
        {
            _said = _last;
            Say("waits", report.Agent, report.Why, $"  {report.Agent}: {report.Why}");
        }
    }

    private void SayDone(RollReport report)
    {
        foreach (var agent in report.Agents.Where(agent => agent.IsInSync && _begun.Contains(agent.Name)
            && _agents.Any(begun => begun.Name == agent.Name && begun.Started != agent.Started)))
        {
            // The coordinator still compares it with the others; it says so by going on.
            if (report.Agent != agent.Name && _done.Add(agent.Name))
            {
                (_turn, _since) = (_turn == agent.Name ? "" : _turn, session.Time.GetTimestamp());
                Say("in sync", agent.Name, agent.Version, $"{agent.Name} is in sync and serves ({agent.Version}).");
            }
        }
    }

    private CommandFailed Stopped(string agent, string why)
    {
        var left = _agents.Where(one => !_done.Contains(one.Name) && one.Name != agent).Select(one => one.Name).ToList();
        if (session.IsJson)
        {
            Say("stopped", agent, why, "");
        }

        return new CommandFailed(
            ExitCode.Failed,
            $"the roll has stopped{(agent.Length > 0 ? $" at {agent}" : "")}: {why}.",
            left.Count == 0 ? "No other agent was left." : $"Not restarted: {string.Join(", ", left)}.",
            "Its log says more; run the command again once it is in sync.");
    }

    private void Say(string step, string agent, string what, string sentence)
    {
        if (session.IsJson)
        {
            session.Output.Json(JsonSerializer.Serialize(
                new RollStep(session.Time.GetUtcNow(), step, agent, what), RollStepJson.Default.RollStep));
        }
        else
        {
            session.Output.Line(sentence);
        }
    }
}
