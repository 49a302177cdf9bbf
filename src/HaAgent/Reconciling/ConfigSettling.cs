using System.Collections.Immutable;
using System.Diagnostics;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// Settles what of the desired state can be: what HAProxy or the machine refuses is left out, with its reason, and everything else goes
/// on (docs/adr/0030). It remembers what is left out, so that a change of another service costs no trial.
/// </summary>
public sealed class ConfigSettling(HaProxyOptions options, ConfigAttempts attempts, TimeProvider time)
{
    /// <summary>So many times a refusal may name services that are missing: HAProxy names all that it finds in one pass.</summary>
    internal const int MostMissing = 8;

    private ImmutableHashSet<ConfigPart> _taken = [];
    private (string Template, ImmutableArray<string> Services) _named = ("", []);
    private LeftOutParts _leftOut = LeftOutParts.None;

    /// <summary>What is left out now.</summary>
    public ImmutableArray<LeftOut> LeftOut => _leftOut.Parts;

    /// <summary>After how long it is tried again; null where nothing is left out.</summary>
    public TimeSpan? RetryAfter => _leftOut.Parts.IsEmpty ? null : _leftOut.RetryAfter;

    /// <param name="whole">All that is wanted.</param>
    /// <param name="applied">What HAProxy has; null where that is unknown.</param>
    /// <param name="asWhole">Whether the template is taken as a whole or not at all, as while it is on trial.</param>
    /// <param name="trace">The trace that the steps belong to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Attempt> SettleAsync(
        ConfigParts whole, AppliedState? applied, bool asWhole, ActivityContext trace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(whole);
        var now = time.GetElapsedTime(0);
        var waiting = _leftOut.At(now, DefinitionOf);
        var first = await TryAsync(waiting.Parts);
        if (first.Failure is null)
        {
            Took(waiting);
            return first;
        }

        var parts = whole.All(options.DefaultService).OrderBy(part => _taken.Contains(part) ? 0 : 1).ToList();
        if (asWhole)
        {
            parts = [.. parts.Where(part => part.Kind != ConfigPartKind.Snippet)];
        }

        if ((await TryAsync(Except([]))).Failure is not null)
        {
            return first;
        }

        var refused = await Separation.FindAsync(parts, async kept => (await TryAsync(Except(kept))).Failure?.Output);
        var left = refused.Select(one => new LeftOut(one.Part, one.Why)).ToList();
        var settled = await TryAsync(left);
        if (settled.Failure is null)
        {
            Took(_leftOut.After(left, now, DefinitionOf));
        }

        return settled;

        string DefinitionOf(ConfigPart part) => whole.DefinitionOf(part);

        List<LeftOut> Except(IReadOnlyList<ConfigPart> kept) => [.. parts.Except(kept).Select(part => new LeftOut(part, ""))];

        void Took(LeftOutParts leftOut)
        {
            _leftOut = leftOut;
            _taken = [.. whole.All(options.DefaultService).Except(leftOut.Parts.Select(one => one.Part))];
        }

        Task<Attempt> TryAsync(IReadOnlyCollection<LeftOut> without) =>
            TryWithNamedAsync(whole.Without(without), applied, trace, cancellationToken);
    }

    /// <summary>What was taken is applied: one that was left out before, and is not any more, has its place for good.</summary>
    public void Applied()
    {
        if (_leftOut.Parts.IsEmpty)
        {
            _leftOut = LeftOutParts.None;
        }
    }

    /// <summary>The parts as they would be applied at the moment, as far as that is known without a trial.</summary>
    public ConfigParts AsSettled(ConfigParts whole)
    {
        ArgumentNullException.ThrowIfNull(whole);
        var settled = whole.Without(_leftOut.Parts);
        return _named.Template == whole.Template.Hash ? settled.With(_named.Services) : settled;
    }

    /// <summary>A reload has failed: what its output names is left out of the next attempt.</summary>
    /// <param name="parts">What was tried.</param>
    /// <param name="output">HAProxy's output.</param>
    public void Blame(ConfigParts parts, string output)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.NamedIn(output, options.Tls.HttpsPort) is { Count: > 0 } named)
        {
            var before = _leftOut.Entries.ToDictionary(entry => entry.Left.Part, entry => entry.Definition);
            _leftOut = _leftOut.After(
                [.. _leftOut.Parts, .. named.Select(part => new LeftOut(part, output))], time.GetElapsedTime(0), part =>
                before.TryGetValue(part, out var definition) ? definition : parts.DefinitionOf(part));
        }
    }

    // A service that a text names has a backend, if an empty one: its clients get 503, as they do once its last node has gone.
    private async Task<Attempt> TryWithNamedAsync(
        ConfigParts parts, AppliedState? applied, ActivityContext trace, CancellationToken cancellationToken)
    {
        if (_named.Template == parts.Template.Hash)
        {
            parts = parts.With(_named.Services);
        }

        var attempt = await attempts.TryAsync(parts, applied, trace, cancellationToken);
        for (var round = 0; round < MostMissing && attempt.Failure is { } failure
            && attempt.Parts.MissingIn(failure.Output) is { IsEmpty: false } missing; round++)
        {
            _named = (parts.Template.Hash, _named.Template == parts.Template.Hash ? [.. _named.Services, .. missing] : missing);
            attempt = await attempts.TryAsync(attempt.Parts.With(missing), applied, trace, cancellationToken);
        }

        return attempt;
    }
}
