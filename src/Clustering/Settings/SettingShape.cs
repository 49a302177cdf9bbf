using System.Globalization;

namespace Actors.Clustering.Settings;

/// <summary>What the value of a setting is.</summary>
public enum SettingKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A time.</summary>
    Time,
}

/// <summary>What a setting may be, as it is read.</summary>
/// <param name="Name">Its name, such as <c>Web:Port</c>.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Default">What it is where it is not given, for people; empty for nothing.</param>
/// <param name="From">The least that it may be, for people; empty for no bound.</param>
/// <param name="To">The most that it may be.</param>
/// <param name="Unit">The unit of a number; empty for none.</param>
public sealed record SettingShape(
    string Name, SettingKind Kind, string Default, string From = "", string To = "", string Unit = "")
{
    /// <summary>That of a number.</summary>
    public static SettingShape OfNumber(string name, int fallback, int from, int to, string unit) =>
        new(name, SettingKind.Number, Text(fallback), Text(from), Text(to), unit);

    /// <summary>That of a time.</summary>
    public static SettingShape OfTime(string name, TimeSpan fallback, TimeSpan from, TimeSpan to) =>
        new(name, SettingKind.Time, Text(fallback), Text(from), Text(to));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // In the largest unit that it is a whole number of; below a second as a fraction.
    private static string Text(TimeSpan time)
    {
        var (number, unit) = time switch
        {
            { Ticks: 0 } => (0, "s"),
            _ when time.Ticks % TimeSpan.TicksPerDay == 0 => (time.TotalDays, "d"),
            _ when time.Ticks % TimeSpan.TicksPerHour == 0 => (time.TotalHours, "h"),
            _ when time.Ticks % TimeSpan.TicksPerMinute == 0 => (time.TotalMinutes, "min"),
            _ => (time.TotalSeconds, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");
    }
}
