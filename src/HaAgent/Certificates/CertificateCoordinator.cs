using System.Collections.Immutable;
using System.Net.Sockets;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Certificates;

/// <summary>
/// Compares what HAProxy has with what the folder has, and plans the commands that bring it there; the supervisor carries them out. It
/// looks at what is there each time and remembers nothing that it could read. One call at a time.
/// </summary>
public sealed class CertificateCoordinator(
    HaProxyOptions options, CertificateFolder folder, CertificateIntake intake, CertificateStore store, CertificateApi api,
    TimeProvider time)
{
    private readonly HashSet<string> _unsent = new(StringComparer.Ordinal);
    private FolderReading? _settled;
    private string _seen = "";
    private HeldCertificates? _held;
    private bool _isConverged;
    private long _heldAt;
    private bool? _hadAny;

    /// <summary>Makes the agent's own folder what it should be, before anything reads it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    /// <exception cref="TimeoutException">HAProxy did not judge in time.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _settled = folder.Read();
        _seen = _settled.Hash;
        await TakeAsync(_settled, cancellationToken);
    }

    /// <summary>
    /// Looks at the folder and does what follows. A change is taken once it is the same twice: it may still be written to.
    /// </summary>
    /// <param name="sendAsync">Has the supervisor carry out commands, and gives why it was refused; null where it was not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The agent's own folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The agent's own folder may not be written.</exception>
    /// <exception cref="TimeoutException">HAProxy did not judge in time.</exception>
    public async Task<CertificateLook> LookAsync(
        Func<ImmutableArray<CertificateCommand>, CancellationToken, Task<string?>> sendAsync, CancellationToken cancellationToken)
    {
        // Until a look has told it: one that fails after it has written is followed by another.
        _hadAny ??= store.HasAny;
        var look = await LookOnceAsync(_hadAny.Value, sendAsync, cancellationToken);
        _hadAny = null;
        return look;
    }

    private async Task<CertificateLook> LookOnceAsync(
        bool hadAny,
        Func<ImmutableArray<CertificateCommand>, CancellationToken, Task<string?>> sendAsync,
        CancellationToken cancellationToken)
    {
        var reading = folder.Read();
        var hash = reading.Hash;
        _settled = hash == _seen || _settled is null ? reading : _settled;
        _seen = hash;
        var selection = await TakeAsync(_settled, cancellationToken);
        var look = new CertificateLook(selection, _held, [], null, IsFirst: !hadAny && store.HasAny);
        if (_isConverged && _unsent.Count == 0 && time.GetElapsedTime(_heldAt) < options.AuditEvery)
        {
            return look;
        }

        try
        {
            return await ApplyAsync(look, sendAsync, cancellationToken);
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            // HAProxy does not run: it reads the files when it starts
            _isConverged = false;
            return look with { Held = _held = null };
        }
    }

    private async Task<CertificateLook> ApplyAsync(
        CertificateLook look,
        Func<ImmutableArray<CertificateCommand>, CancellationToken, Task<string?>> sendAsync,
        CancellationToken cancellationToken)
    {
        _held = await api.ReadAsync(cancellationToken);
        _heldAt = time.GetTimestamp();
        if (_held is null)
        {
            // Whatever it will read, it reads from the files.
            _unsent.Clear();
            _isConverged = false;
            return look with { Held = null };
        }

        var commands = CertificatePlan.Between(store.Paths, _held, look.Selection, _unsent);
        if (commands.IsEmpty)
        {
            _isConverged = true;
            return look with { Held = _held };
        }

        var refusal = commands.OfType<CertificateCommand.Set>().FirstOrDefault(set => set.IsTooLong) is { } set
            ? $"{set.Words}: it is too long for the runtime API"
            : await SendAsync(CertificatePlan.Parts(commands), sendAsync, cancellationToken);
        // What was not taken a reload brings.
        _unsent.Clear();
        _held = await api.ReadAsync(cancellationToken);
        var left = _held is null ? [] : CertificatePlan.Between(store.Paths, _held, look.Selection, _unsent);
        _isConverged = refusal is null && left.IsEmpty && _held is not null;
        return look with
        {
            Held = _held,
            Commands = commands,
            Refusal = refusal
                ?? (left.IsEmpty ? null : $"HAProxy took all commands and has not what it should: {left[0].Words} is still to be done"),
        };
    }

    // Up to the first that is refused.
    private static async Task<string?> SendAsync(
        ImmutableArray<ImmutableArray<CertificateCommand>> parts,
        Func<ImmutableArray<CertificateCommand>, CancellationToken, Task<string?>> sendAsync,
        CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            if (await sendAsync(part, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private async Task<CertificateSelection> TakeAsync(FolderReading reading, CancellationToken cancellationToken)
    {
        var (selection, changed) = await intake.TakeAsync(reading, cancellationToken);
        _unsent.UnionWith(changed);
        return selection;
    }
}
