using System.Collections.Immutable;
using Actors.HaAgent.Planning;
using Akka.Actor;

namespace Actors.HaAgent.Applying;

/// <summary>
/// Sees, while somebody wants to know, whether HAProxy has sessions on a server or a check of it has passed. It only reads,
/// so it need not wait for a plan in flight.
/// </summary>
public sealed class ServerWatch : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);
    private readonly Dictionary<object, (Question Question, IActorRef Asker, int Look)> _open = [];
    private readonly IHaProxy _haproxy;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopped = new();
    private bool _isLooking;
    private int _look;

    public ServerWatch(IHaProxy haproxy, ILogger logger)
    {
        _haproxy = haproxy;
        _logger = logger;
        Receive<Question>(OnQuestion);
        Receive<Forget>(forget => _open.Remove(forget.Key));
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

    private void OnQuestion(Question question)
    {
        // What a look in flight saw may be from before whatever made somebody ask.
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
            if (look <= _look && question.IsAnsweredBy(byId.GetValueOrDefault($"{question.Service}/{question.Name}"), looked.IsComplete))
            {
                _open.Remove(key);
                asker.Tell(question.Answer);
            }
        }

        if (_open.Count > 0)
        {
            Timers.StartSingleTimer(nameof(LookDue), LookDue.Instance, LookEvery);
        }
    }

    /// <summary>Something to be told about a server.</summary>
    /// <param name="Key">The asker's own name for it, given back with the answer.</param>
    /// <param name="Service">The server's backend.</param>
    /// <param name="Name">The server.</param>
    public abstract record Question(object Key, string Service, string Name)
    {
        internal abstract object Answer { get; }

        internal abstract bool IsAnsweredBy(ObservedServer? server, bool isComplete);
    }

    /// <summary>Answered with <see cref="SessionsEnded"/> once HAProxy has no session on the server, or no such server.</summary>
    public sealed record UntilSessionsEnded(object Key, string Service, string Name) : Question(Key, Service, Name)
    {
        internal override object Answer => new SessionsEnded(Key);

        internal override bool IsAnsweredBy(ObservedServer? server, bool isComplete) => server is null ? isComplete : server.Sessions == 0;
    }

    /// <summary>Answered with <see cref="CheckPassed"/> once a check of the server has passed.</summary>
    public sealed record UntilCheckPassed(object Key, string Service, string Name) : Question(Key, Service, Name)
    {
        internal override object Answer => new CheckPassed(Key);

        internal override bool IsAnsweredBy(ObservedServer? server, bool isComplete) => server is { Reading.HasPassedCheck: true };
    }

    /// <summary>The answer is not wanted any more.</summary>
    public sealed record Forget(object Key);

    /// <summary>HAProxy has no session on the server any more.</summary>
    public sealed record SessionsEnded(object Key);

    /// <summary>A check of the server has passed.</summary>
    public sealed record CheckPassed(object Key);

    private sealed record Looked(ImmutableArray<ObservedServer> Servers, bool IsComplete);

    private sealed record LookDue
    {
        public static readonly LookDue Instance = new();
    }
}

/// <summary>A server with what HAProxy does for it.</summary>
/// <param name="Reading">The server.</param>
/// <param name="Sessions">Requests that HAProxy has on it, those of workers that finish after a reload too.</param>
public sealed record ObservedServer(ServerReading Reading, int Sessions);
