using System.Collections.Immutable;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// The store of the history: what HAProxy was brought to, and what operators commanded. It gives each row its number, one after the other,
/// and outlives the actor system, the agent and, with a folder, the machine. A row is shown once the disk has it, or is late; what adds one
/// never waits for that.
/// </summary>
public sealed class ChangeHistory : ICommandLog, IDisposable
{
    /// <summary>The most characters of texts that are not on the disk: where there is no folder, or it takes nothing.</summary>
    private const int MostInMemory = 8_000_000;

    private readonly Lock _adding = new();
    // What is kept takes long to find where it is much: no row waits for it.
    private readonly Lock _showing = new();
    private readonly HistoryFile _file;
    private readonly HistoryRetention _retention;
    private readonly IAgentEvents _events;
    private readonly TimeProvider _time;
    private readonly HistoryWriter? _writer;
    private ImmutableList<Change> _changes;
    private ImmutableList<Change> _announced;
    private ImmutableList<Change> _waiting = [];
    private ImmutableList<(long Number, TaskCompletionSource Shown)> _awaited = [];
    private long _last;

    /// <param name="file">Where it is kept.</param>
    /// <param name="options">How much of it.</param>
    /// <param name="events">Where each row is reported.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public ChangeHistory(HistoryFile file, HistoryOptions options, IAgentEvents events, TimeProvider time, ILogger<ChangeHistory> logger)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(time);
        (_file, _events, _time) = (file, events, time);
        _retention = HistoryRetention.Of(options);
        _retention = file.IsKept ? _retention : _retention with { Size = MostInMemory };
        var stored = file.Read();
        _changes = HistoryLines.Filled(stored, file.Highest.Read(), time.GetUtcNow());
        _changes = _announced = Kept(_changes);
        _last = _changes.IsEmpty ? 0 : _changes[^1].Revision;
        if (file.IsKept)
        {
            file.Highest.Write(_last);
            _writer = new HistoryWriter(
                file, _retention.Rows, Show, All, new HistoryFaults(file.RowsPath, events, logger).Report, time);
            if (_last > (stored.IsEmpty ? 0 : stored[^1].Revision))
            {
                _writer.Take(_changes[^1]);
            }
        }
    }

    /// <summary>The rows, the oldest first, without their configurations.</summary>
    public ImmutableList<Change> Changes => Volatile.Read(ref _changes);

    /// <summary>Those that have been reported too: what the status shows has them.</summary>
    public ImmutableList<Change> Announced => Volatile.Read(ref _announced);

    /// <summary>Whether this process has added a change.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The number of the next row.</summary>
    public ChangeNumber Next => new(Volatile.Read(ref _last) + 1);

    /// <summary>The row of a number, with its configuration and template where they are kept; null where there is none.</summary>
    public Change? Find(ChangeNumber number) =>
        Changes.Find(change => change.Number == number) is { } row ? _file.Texts.Give(row) : null;

    /// <summary>Adds a row.</summary>
    /// <returns>The row, with its number.</returns>
    public Change Add(Change change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Add(change, null);
    }

    /// <inheritdoc/>
    public Task AddCommandAsync(string what, Author author, DateTimeOffset at)
    {
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(Change.Command(what, author, at), shown);
        return shown.Task;
    }

    /// <summary>Waits a moment for the disk.</summary>
    public void Dispose() => _writer?.Dispose();

    private Change Add(Change change, TaskCompletionSource? shown)
    {
        Change row;
        lock (_adding)
        {
            row = _file.Texts.Take(change) with { Number = new(++_last) };
            HasBegun |= row.IsChange;
            _waiting = _waiting.Add(row);
            _awaited = shown is null ? _awaited : _awaited.Add((row.Revision, shown));
            _writer?.Take(row);
        }

        if (_writer is null)
        {
            Show(row.Revision);
        }

        return row;
    }

    private ImmutableList<Change> Kept(ImmutableList<Change> rows) => (_retention with { Size = MostInMemory }).Keep(
        _retention.Keep(rows, _file.Texts.SizeOf, _time.GetUtcNow()), _file.Texts.InMemory, _time.GetUtcNow());

    private ImmutableList<Change> All()
    {
        lock (_adding)
        {
            return _changes.AddRange(_waiting);
        }
    }

    // A row is in the history before the status shows it.
    private void Show(long upTo)
    {
        lock (_showing)
        {
            var shown = Volatile.Read(ref _waiting).FindAll(row => row.Revision <= upTo);
            if (shown.IsEmpty)
            {
                return;
            }

            var kept = Kept(_changes.AddRange(shown));
            ImmutableList<(long Number, TaskCompletionSource Shown)> awaited;
            var texts = kept.SelectMany(row => row.Texts).ToHashSet(StringComparer.Ordinal);
            lock (_adding)
            {
                Volatile.Write(ref _waiting, _waiting.RemoveRange(0, shown.Count));
                texts.UnionWith(_waiting.SelectMany(row => row.Texts));
                _file.Texts.Forget(texts);
                Volatile.Write(ref _changes, kept);
                awaited = _awaited.FindAll(row => row.Number <= upTo);
                _awaited = _awaited.RemoveRange(0, awaited.Count);
            }

            foreach (var row in shown)
            {
                _events.Publish(new ChangeRecorded(row));
            }

            Volatile.Write(ref _announced, kept);
            awaited.ForEach(row => row.Shown.SetResult());
        }
    }
}
