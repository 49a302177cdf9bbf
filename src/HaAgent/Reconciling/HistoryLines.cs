using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reconciling;

/// <summary>The rows of the history as lines of JSON. Pure.</summary>
internal static class HistoryLines
{
    private const byte End = (byte)'\n';

    /// <summary>A row as a line, with its end.</summary>
    public static byte[] Of(Change row) =>
    [
        .. JsonSerializer.SerializeToUtf8Bytes(
            new StoredChange(
                row.Revision, row.At, row.Trigger, row.By, row.What, row.Milliseconds, row.Result,
                row.Commands.IsEmpty ? null : [.. row.Commands], row.Failure, row.Author, row.Reason, row.ConfigHash, row.TemplateHash,
                row.From),
            HistoryJson.Default.StoredChange),
        End,
    ];

    /// <summary>
    /// The rows of a file, each line for itself, how many lines are no row, and how long the file is without a last line that has no end:
    /// its writing was cut short, and it was not shown.
    /// </summary>
    public static (ImmutableList<Change> Rows, int Invalid, long Length) Read(ReadOnlySpan<byte> file)
    {
        var (rows, invalid, all) = (ImmutableList.CreateBuilder<Change>(), 0, file.Length);
        while (file.IndexOf(End) is var end and >= 0)
        {
            // A number that does not rise is no row of this file either.
            if (TryRead(file[..end]) is { } row && row.Revision > (rows.Count == 0 ? 0 : rows[^1].Revision))
            {
                rows.Add(row);
            }
            else
            {
                invalid++;
            }

            file = file[(end + 1)..];
        }

        return (rows.ToImmutable(), invalid, all - file.Length);
    }

    /// <summary>With a row that says so in place of each that is missing, up to the highest number that was shown.</summary>
    /// <param name="rows">The rows, the oldest first.</param>
    /// <param name="highest">The highest number that was shown.</param>
    /// <param name="now">The moment, for what is missing at the end.</param>
    public static ImmutableList<Change> Filled(ImmutableList<Change> rows, long highest, DateTimeOffset now)
    {
        var filled = ImmutableList.CreateBuilder<Change>();
        foreach (var row in rows)
        {
            Fill(row.Revision - 1, row.At);
            filled.Add(row);
        }

        Fill(highest, now);
        return filled.ToImmutable();

        // Before the oldest nothing is missing: it is forgotten.
        void Fill(long to, DateTimeOffset at)
        {
            var last = filled.Count > 0 ? filled[^1].Revision : rows.IsEmpty ? 0 : to;
            if (to > last)
            {
                filled.Add(Change.Lost(last + 1, to, at));
            }
        }
    }

    private static Change? TryRead(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, HistoryJson.Default.StoredChange) is { } stored
                ? new Change(
                    new(stored.Revision), stored.Trigger, stored.By, stored.What, [.. stored.Commands ?? []], stored.Milliseconds,
                    stored.At, stored.Result, stored.Failure, null, null)
                {
                    Author = stored.Author,
                    From = stored.From,
                    Reason = stored.Reason,
                    ConfigHash = stored.Config,
                    TemplateHash = stored.Template,
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A row as it is kept on disk. A later release may add fields, which are skipped.</summary>
internal sealed record StoredChange(
    long Revision,
    DateTimeOffset At,
    string Trigger,
    string By,
    string What,
    double Milliseconds,
    string Result,
    string[]? Commands = null,
    string? Failure = null,
    string? Author = null,
    string? Reason = null,
    string? Config = null,
    string? Template = null,
    string? From = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StoredChange))]
[JsonSerializable(typeof(TemplateText))]
internal sealed partial class HistoryJson : JsonSerializerContext;
