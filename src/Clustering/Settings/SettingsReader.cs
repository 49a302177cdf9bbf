using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Actors.Clustering.Settings;

/// <summary>
/// Reads one section of the settings and remembers everything that is wrong with it, so that a user sees all faults at
/// once: each names the setting, the value and the remedy. Also finds settings that nothing reads, which are misspelt.
/// </summary>
/// <param name="configuration">Where the settings are.</param>
/// <param name="section">The section's name, with <c>:</c> where it lies in another.</param>
/// <param name="environmentPrefix">What the names of environment variables begin with, for the remedy.</param>
public sealed class SettingsReader(IConfiguration configuration, string section, string environmentPrefix = NodeSettings.EnvironmentPrefix)
{
    private readonly IConfigurationSection _section = configuration.GetSection(section);
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _faults = [];

    /// <summary>A text; <paramref name="isValid"/> false makes it a fault that quotes <paramref name="rule"/>.</summary>
    public string Text(string key, string fallback, Func<string, bool>? isValid = null, string rule = "")
    {
        var value = Raw(key) ?? fallback;
        if (isValid is not null && !isValid(value))
        {
            Fault(key, value, rule);
        }

        return value;
    }

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public int Number(string key, int fallback, int min, int max)
    {
        var raw = Raw(key);
        if (raw is null)
        {
            return fallback;
        }

        if (int.TryParse(
            raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Fault(key, raw, $"must be a whole number from {min} to {max}");
        return fallback;
    }

    /// <summary>Yes or no, written as <c>true</c> or <c>false</c>.</summary>
    public bool Flag(string key, bool fallback)
    {
        var raw = Raw(key);
        if (raw is null)
        {
            return fallback;
        }

        if (bool.TryParse(raw, out var flag))
        {
            return flag;
        }

        Fault(key, raw, "must be true or false");
        return fallback;
    }

    /// <summary>A time, written as <c>hh:mm:ss</c> or as seconds, from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan min, TimeSpan max)
    {
        var raw = Raw(key);
        if (raw is null)
        {
            return fallback;
        }

        var parsed = double.TryParse(raw, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e6
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.TryParse(raw, CultureInfo.InvariantCulture, out var time) ? time : (TimeSpan?)null;
        if (parsed is { } value && value >= min && value <= max)
        {
            return value;
        }

        Fault(key, raw, $"must be a time from {min:c} to {max:c}, as hh:mm:ss or in seconds");
        return fallback;
    }

    /// <summary>Notes a fault of the setting <paramref name="key"/>.</summary>
    public void Fault(string key, string value, string rule) =>
        _faults.Add($"{section}:{key} = '{Printable(value)}': {rule}. Set {EnvironmentName(key)} or --{section}:{key}=...");

    /// <summary>Every fault found, unknown settings of the section included.</summary>
    public IReadOnlyList<string> Faults =>
    [
        .. _faults,
        .. _section.GetChildren().Where(child => !_read.Contains(child.Key)).Select(child =>
            $"{section}:{child.Key} = '{Printable(child.Value ?? "")}': no such setting; there are "
                + $"{string.Join(", ", _read.Order(StringComparer.Ordinal))}{Nearest(child.Key)}"),
    ];

    /// <summary>Every setting that has been read, as <c>Section:Key</c>.</summary>
    public IEnumerable<string> Names => _read.Order(StringComparer.Ordinal).Select(key => $"{section}:{key}");

    private string Nearest(string key) =>
        NearestName.To(key, _read) is { Count: > 0 } nearest
            ? $". The nearest is {string.Join(" or ", nearest.Select(one => $"{section}:{one}"))}"
            : "";

    private string? Raw(string key)
    {
        _read.Add(key);
        var value = _section[key];
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    private string EnvironmentName(string key) =>
        environmentPrefix + section.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant() + "__" + key.ToUpperInvariant();

    /// <summary>A value as it can be shown: short, and without control characters.</summary>
    internal static string Printable(string value) =>
        new([.. value.Take(80).Select(c => char.IsControl(c) ? '?' : c)]);
}
