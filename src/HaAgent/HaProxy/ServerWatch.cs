using System.Collections.Immutable;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Planning;
using Akka.Actor;

namespace Actors.HaAgent.HaProxy;

/// <summary>
/// Sees, while an actor wants to know, whether HAProxy has sessions on a server or a check of it has passed. It only reads,
/// so it need not wait for a plan in flight.
/// </summary>
public sealed class ServerWatch : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>What is not so after some ten seconds, such as the check of a node that never passes, is looked at less often.</summary>
    private static readonly TimeSpan LookLater = TimeSpan.FromMilliseconds(500);
    private const int Quick = 500;
    private readonly Dictionary<object, (ServerQuestion Question, IActorRef Asker, int Look)> _open = [];
    private readonly IHaProxy _haproxy;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopped = new();
    private bool _isLooking;
    private int _look;

    public ServerWatch(IHaProxy haproxy, ILogger logger)
    {
        _haproxy = haproxy;
        _logger = logger;
        Receive<ServerQuestion>(OnQuestion);
        Receive<ServerQuestion.Forget>(forget => _open.Remove(forget.Key));
        Receive<LookDue>(_ => Look());
        Receive<Looked>(OnLooked);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props CreateProps(IHaProxy haproxy, ILogger logger) => Props.Create(() => new ServerWatch(haproxy, logger));

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private void OnQuestion(ServerQuestion question)
    {
        // What a look in flight saw may be from before what made it be asked.
        _open[question.Key] = (question, Sender, _look + 1);
        Look();
    }

    private void Look()
    {
        if (_isLooking || _open.Count == 0)
        {
            return;
        }

        _isLooking = true;
        _look++;
        _haproxy.ObserveAsync(_stopped.Token).PipeTo(
            Self,
            success: servers => new Looked(servers, true),
            failure: error =>
            {
                _logger.LogDebug("HAProxy cannot be asked: {Error}", error.Message);
                return new Looked([], false);
            });
    }

    private void OnLooked(Looked looked)
    {
        _isLooking = false;
        var byId = looked.Servers.ToDictionary(server => server.Reading.Id, StringComparer.Ordinal);
        foreach (var (key, (question, asker, look)) in _open.ToList())
        {
            if (look <= _look && AnswerTo(
                question, byId.GetValueOrDefault($"{question.Service}/{question.Name}"), looked.IsComplete) is { } answer)
            {
                _open.Remove(key);
                asker.Tell(answer);
            }
        }

        if (_open.Count > 0)
        {
            var isQuick = _open.Values.Any(open => _look - open.Look < Quick);
            Timers.StartSingleTimer(nameof(LookDue), LookDue.Instance, isQuick ? LookEvery : LookLater);
        }
    }

    // Null while it is not so yet.
    private static object? AnswerTo(ServerQuestion question, ObservedServer? server, bool isComplete) => question switch
    {
        ServerQuestion.UntilSessionsEnded when (server is null ? isComplete : server is { Sessions: 0, SilentWorkers: 0 }) =>
            new ServerQuestion.SessionsEnded(question.Key),
        ServerQuestion.UntilCheckPassed when server is { Reading.HasPassedCheck: true } => new ServerQuestion.CheckPassed(question.Key),
        _ => null,
    };

    private sealed record Looked(ImmutableArray<ObservedServer> Servers, bool IsComplete);

    private sealed record LookDue
    {
        public static readonly LookDue Instance = new();
    }
}

/// <summary>A server with what HAProxy does for it.</summary>
/// <param name="Reading">The server.</param>
/// <param name="Sessions">Requests that HAProxy has on it, those of workers that finish after a reload too.</param>
public sealed record ObservedServer(ServerReading Reading, int Sessions)
{
    /// <summary>Old workers that did not say in time what they still have on it.</summary>
    public int SilentWorkers { get; init; }
}
