namespace Actors.HaAgent.Settings;

/// <summary>The agent's own folder of certificates, which HAProxy reads at a start and a reload.</summary>
/// <param name="Folder">The folder.</param>
public sealed record CertificatePaths(string Folder)
{
    /// <summary>HAProxy's list of certificates.</summary>
    public string List => Path.Combine(Folder, "crt-list");

    /// <summary>
    /// A copy of the certificate for clients that name no server. HAProxy cannot give up the first one of its list while it runs: as a
    /// copy it never goes, only its content changes, and any file can.
    /// </summary>
    public string Default => Path.Combine(Folder, "default");

    /// <summary>Where certificates are tried.</summary>
    public string Trial => Path.Combine(Folder, "trial");

    public static CertificatePaths Of(HaProxyOptions options) => new(Path.Combine(options.RuntimePath, "certs"));

    /// <summary>The file of one.</summary>
    public string Of(string name) => Path.Combine(Folder, name);
}
