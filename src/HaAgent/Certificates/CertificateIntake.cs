using System.Collections.Immutable;

namespace Actors.HaAgent.Certificates;

/// <summary>Brings what the folder has to the agent's own folder, as far as HAProxy takes it. One call at a time.</summary>
public sealed class CertificateIntake(CertificateStore store, TimeProvider time)
{
    private readonly Dictionary<string, string> _verdicts = new(StringComparer.Ordinal);
    private Dictionary<string, (string Text, CertificateReading Reading)> _readings = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, Certificate>? _lastGood;

    /// <summary>Takes what the folder has, as far as it can be served, into the agent's own folder.</summary>
    /// <param name="reading">The folder's content.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is to be served, and the files whose content changed.</returns>
    /// <exception cref="IOException">The agent's own folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The agent's own folder may not be written.</exception>
    public async Task<(CertificateSelection Selection, ImmutableArray<string> Changed)> TakeAsync(
        FolderReading reading, CancellationToken cancellationToken)
    {
        _lastGood ??= store.Read();
        _readings = reading.Files.ToDictionary(
            file => file.Name,
            file => _readings.TryGetValue(file.Name, out var before) && before.Text == file.Text && file.Error.Length == 0 ? before
                : file.Error.Length > 0 ? (file.Text, CertificateReading.Refused(file.Name, file.Error))
                : (file.Text, CertificatePem.Read(file.Name, file.Text)),
            StringComparer.Ordinal);
        while (true)
        {
            var refused = _lastGood.Values.Where(certificate => VerdictOn(certificate).Length > 0).Select(certificate => certificate.Name);
            var selection = CertificateSelection.Of(
                _lastGood.RemoveRange(refused), _readings.Values.Select(file => Judged(file.Reading)), reading.Error, time.GetUtcNow());
            var unproven = selection.Wanted.Values.Where(certificate => !_verdicts.ContainsKey(certificate.Pem)).ToList();
            if (unproven.Count == 0)
            {
                var changed = store.Write(selection);
                _lastGood = selection.Wanted;
                Forget();
                return (selection, changed);
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
        reading.Certificate is { } certificate && VerdictOn(certificate) is { Length: > 0 } why
            ? CertificateReading.Refused(reading.Name, why) : reading;

    private string VerdictOn(Certificate certificate) => _verdicts.GetValueOrDefault(certificate.Pem, "");

    private void Forget()
    {
        var known = _readings.Values.Select(file => file.Reading.Certificate).Concat(_lastGood!.Values).OfType<Certificate>()
            .Select(certificate => certificate.Pem).ToHashSet(StringComparer.Ordinal);
        foreach (var pem in _verdicts.Keys.Where(pem => !known.Contains(pem)).ToList())
        {
            _verdicts.Remove(pem);
        }
    }
}
