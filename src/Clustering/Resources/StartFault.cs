using Actors.Clustering.Settings;

namespace Actors.Clustering.Resources;

/// <summary>
/// Why a program cannot start: a sentence that names the setting, the value and the remedy, and the exit code that follows.
/// </summary>
/// <param name="Message">The sentence.</param>
/// <param name="ExitCode">The exit code.</param>
public sealed record StartFault(string Message, int ExitCode)
{
    private const string OfApps = "HaProxyBackend:";

    /// <summary>Exit code for what another program holds: it may release it, so that the next start succeeds.</summary>
    public const int Taken = 1;

    /// <summary>Exit code for settings that cannot be used (EX_CONFIG of sysexits.h): only another setting helps.</summary>
    public const int BadSetting = 78;

    /// <summary>Another program holds what the setting names.</summary>
    public static StartFault OfTaken(string setting, string value, string what, string remedy) =>
        new(Sentence(setting, value, what, remedy), Taken);

    /// <summary>This program may not, or cannot, have what the setting names.</summary>
    public static StartFault OfSetting(string setting, string value, string what, string remedy) =>
        new(Sentence(setting, value, what, remedy), BadSetting);

    /// <summary>How a setting is given, for a remedy; those of an app have no prefix in its environment.</summary>
    internal static string Given(string setting) =>
        $"set {(setting.StartsWith(OfApps, StringComparison.Ordinal) ? "" : NodeSettings.EnvironmentPrefix)}"
        + $"{setting.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()} or --{setting}=...";

    private static string Sentence(string setting, string value, string what, string remedy) => $"{setting} = '{value}': {what}. {remedy}";
}

/// <summary>A program cannot start.</summary>
public sealed class StartFaultException(
    IReadOnlyList<StartFault> faults) : Exception(string.Join(Environment.NewLine, faults.Select(fault => fault.Message)))
{
    /// <summary>Every fault that was found.</summary>
    public IReadOnlyList<StartFault> Faults { get; } = faults;

    /// <summary>The exit code: that of a setting which cannot be used comes first, for no later start corrects it.</summary>
    public int ExitCode => Faults.Max(fault => fault.ExitCode);
}
