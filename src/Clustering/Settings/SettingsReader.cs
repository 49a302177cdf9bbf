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
    private readonly OrderedDictionary<string, SettingShape> _read = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _faults = [];

    /// <summary>A text; <paramref name="isValid"/> false makes it a fault that quotes <paramref name="rule"/>.</summary>
    public string Text(string key, string fallback, Func<string, bool>? isValid = null, string rule = "")
    {
        var value = Raw(new SettingShape($"{section}:{key}", SettingKind.Text, fallback)) ?? fallback;
        if (isValid is not null && !isValid(value))
        {
            Fault(key, value, rule);
        }

        return value;
    }

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>, of a unit where it is a size or a share.</summary>
    public int Number(string key, int fallback, int min, int max, string unit = "")
    {
        var raw = Raw(SettingShape.OfNumber($"{section}:{key}", fallback, min, max, unit));
        if (raw is null)
        {
            return fallback;
        }

        if (int.TryParse(
            raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Fault(key, raw, $"must be a whole number from {min} to {max}{(unit.Length > 0 ? " " + unit : "")}");
        return fallback;
    }

    /// <summary>Yes or no, written as <c>true</c> or <c>false</c>.</summary>
    public bool Flag(string key, bool fallback)
    {
        var raw = Raw(new SettingShape($"{section}:{key}", SettingKind.Flag, fallback ? "true" : "false"));
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
        var raw = Raw(SettingShape.OfTime($"{section}:{key}", fallback, min, max));
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
        .. _section.GetChildren().Where(child => !_read.ContainsKey(child.Key)).Select(child =>
            $"{section}:{child.Key} = '{Printable(child.Value ?? "")}': no such setting; there are "
                + $"{string.Join(", ", _read.Keys.Order(StringComparer.Ordinal))}{Nearest(child.Key)}"),
    ];

    /// <summary>Every setting that has been read, as <c>Section:Key</c>.</summary>
    public IEnumerable<string> Names => _read.Keys.Order(StringComparer.Ordinal).Select(key => $"{section}:{key}");

    /// <summary>What each setting that has been read may be, in their order; <c>docs/settings.md</c> is made of it.</summary>
    public IReadOnlyList<SettingShape> Shapes => [.. _read.Values];

    private string Nearest(string key) =>
        NearestName.To(key, _read.Keys) is { Count: > 0 } nearest
            ? $". The nearest is {string.Join(" or ", nearest.Select(one => $"{section}:{one}"))}"
            : "";

    private string? Raw(SettingShape shape)
    {
        var key = shape.Name[(section.Length + 1)..];
        _read.TryAdd(key, shape);
        var value = _section[key];
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    private string EnvironmentName(string key) =>
        environmentPrefix + section.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant() + "__" + key.ToUpperInvariant();

    /// <summary>A value as it can be shown: short, and without control characters.</summary>
    internal static string Printable(string value) =>
        new([.. value.Take(80).Select(c => char.IsControl(c) ? '?' : c)]);
}
