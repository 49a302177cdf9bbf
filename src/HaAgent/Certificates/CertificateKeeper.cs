using System.Collections.Immutable;
using System.Net.Sockets;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Certificates;

/// <summary>
/// Brings what the folder has to the agent's own folder, and that to HAProxy, by commands where it takes them. It looks at
/// what is there each time and remembers nothing that it could read. One call at a time.
/// </summary>
public sealed class CertificateKeeper(HaProxyOptions options, CertificateFolder folder, CertificateStore store, CertificateApi api, TimeProvider time)
{
    private readonly HashSet<string> _unsent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _verdicts = new(StringComparer.Ordinal);
    private Dictionary<string, (string Text, CertificateReading Reading)> _readings = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, Certificate>? _lastGood;
    private FolderReading? _settled;
    private string _seen = "";
    private HeldCertificates? _held;
    private bool _isConverged;
    private long _heldAt;

    /// <summary>Makes the agent's own folder what it should be, before anything reads it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    /// <exception cref="OperationCanceledException">HAProxy did not judge in time.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _settled = folder.Read();
        _seen = _settled.Hash;
        await TakeAsync(_settled, cancellationToken);
    }

    /// <summary>Looks at the folder and does what follows. A change is taken once it is the same twice: somebody may still be writing.</summary>
    /// <exception cref="IOException">The agent's own folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The agent's own folder may not be written.</exception>
    /// <exception cref="OperationCanceledException">HAProxy did not answer or judge in time.</exception>
    public async Task<CertificateLook> LookAsync(CancellationToken cancellationToken)
    {
        var hadAny = store.HasAny;
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
            return await ApplyAsync(look, cancellationToken);
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            // HAProxy does not run: it reads the files when it starts
            _isConverged = false;
            return look with { Held = _held = null };
        }
    }

    private async Task<CertificateLook> ApplyAsync(CertificateLook look, CancellationToken cancellationToken)
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
            : await api.SendAsync(commands, cancellationToken);
        // What was not taken a reload brings.
        _unsent.Clear();
        _held = await api.ReadAsync(cancellationToken);
        var left = _held is null ? [] : CertificatePlan.Between(store.Paths, _held, look.Selection, _unsent);
        _isConverged = refusal is null && left.IsEmpty && _held is not null;
        return look with
        {
            Held = _held,
            Commands = commands,
            Refusal = refusal ?? (left.IsEmpty ? null : $"HAProxy took all commands and has not what it should: {left[0].Words} is still to be done"),
        };
    }

    private async Task<CertificateSelection> TakeAsync(FolderReading reading, CancellationToken cancellationToken)
    {
        _lastGood ??= store.Read();
        _readings = reading.Files.ToDictionary(
            file => file.Name,
            file => _readings.TryGetValue(file.Name, out var before) && before.Text == file.Text && file.Error.Length == 0 ? before
                : (file.Text, file.Error.Length > 0 ? CertificateReading.Refused(file.Name, file.Error) : CertificatePem.Read(file.Name, file.Text)),
            StringComparer.Ordinal);
        while (true)
        {
            var lastGood = _lastGood.RemoveRange(_lastGood.Values.Where(certificate => VerdictOn(certificate).Length > 0).Select(certificate => certificate.Name));
            var selection = CertificateSelection.Of(lastGood, _readings.Values.Select(file => Judged(file.Reading)), reading.Error, time.GetUtcNow());
            var unproven = selection.Wanted.Values.Where(certificate => !_verdicts.ContainsKey(certificate.Pem)).ToList();
            if (unproven.Count == 0)
            {
                _unsent.UnionWith(store.Write(selection));
                _lastGood = selection.Wanted;
                Forget();
                return selection;
            }

            await ProveAsync(unproven, cancellationToken);
        }
    }

    // All at once, and one by one only where that fails.
    private async Task ProveAsync(List<Certificate> unproven, CancellationToken cancellationToken)
    {
        var isGood = await store.TryAsync(unproven, cancellationToken) is null;
        foreach (var certificate in unproven)
        {
            _verdicts[certificate.Pem] = isGood ? "" : await store.TryAsync([certificate], cancellationToken) ?? "";
        }
    }

    private CertificateReading Judged(CertificateReading reading) =>
        reading.Certificate is { } certificate && VerdictOn(certificate) is { Length: > 0 } why ? CertificateReading.Refused(reading.Name, why) : reading;

    private string VerdictOn(Certificate certificate) => _verdicts.GetValueOrDefault(certificate.Pem, "");

    private void Forget()
    {
        var known = _readings.Values.Select(file => file.Reading.Certificate).Concat(_lastGood!.Values).OfType<Certificate>().Select(certificate => certificate.Pem).ToHashSet(StringComparer.Ordinal);
        foreach (var pem in _verdicts.Keys.Where(pem => !known.Contains(pem)).ToList())
        {
            _verdicts.Remove(pem);
        }
    }
}

/// <summary>What a look at the certificates came to.</summary>
/// <param name="Selection">What is to be served.</param>
/// <param name="Held">What HAProxy has; null where it does not serve the agent's list, or does not run.</param>
/// <param name="Commands">What was sent.</param>
/// <param name="Refusal">Why that was not enough, so that a reload has to follow; null where it was.</param>
/// <param name="IsFirst">Whether there was nothing to be served before.</param>
public sealed record CertificateLook(CertificateSelection Selection, HeldCertificates? Held, ImmutableArray<CertificateCommand> Commands, string? Refusal, bool IsFirst);
