using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Certificates;

/// <summary>What stands in the agent's own folder of certificates.</summary>
internal static class CertificateFiles
{
    /// <summary>What HAProxy must have by file; nothing where none is wanted.</summary>
    public static IEnumerable<(string Path, Certificate Certificate)> Files(this CertificatePaths paths, CertificateSelection selection) =>
        selection.Default is { } first
            ? selection.Wanted.Values.Select(certificate => (paths.Of(certificate.Name), certificate)).Prepend((paths.Default, first))
            : [];

    /// <summary>The list's content. The copy is for a name that no host has, so that it is looked up for none.</summary>
    public static string ListText(this CertificatePaths paths, CertificateSelection selection) =>
        string.Concat(
            paths.Files(selection).Select(file => file.Path == paths.Default ? $"{file.Path} default.invalid\n" : $"{file.Path}\n"));
}
