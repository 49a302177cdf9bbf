using Actors.Clustering.Settings;

namespace Actors.HaAgent.Settings;

/// <summary>
/// How much of its history the agent keeps, section <c>History</c>. What is beyond one of them is forgotten, the oldest first.
/// </summary>
/// <param name="MostRows">The most rows, 100 to 100000. Default: 2000.</param>
/// <param name="KeepFor">How long a row is kept, 1 h to 3650 days. Default: 90 days.</param>
/// <param name="MostSize">How much of the disk the configurations and templates of the rows may take, compressed and each only once, in
/// MiB, 1 to 10240; older rows stay without theirs. Default: 64.</param>
public sealed record HistoryOptions(int MostRows, TimeSpan KeepFor, int MostSize)
{
    /// <summary>The section's name.</summary>
    public const string Section = "History";

    /// <summary>More rows than this are never kept.</summary>
    public const int MostOfMostRows = 100_000;

    /// <summary>The defaults.</summary>
    public static readonly HistoryOptions Default = new(2000, TimeSpan.FromDays(90), 64);

    /// <summary>Reads the section; what is wrong is in the reader's faults.</summary>
    public static HistoryOptions Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new(
            settings.Number("MostRows", Default.MostRows, 100, MostOfMostRows),
            settings.Duration("KeepFor", Default.KeepFor, TimeSpan.FromHours(1), TimeSpan.FromDays(3650)),
            settings.Number("MostSize", Default.MostSize, 1, 10 * 1024, "MiB"));
    }
}
