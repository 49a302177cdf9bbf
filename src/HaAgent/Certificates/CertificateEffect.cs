namespace Actors.HaAgent.Certificates;

/// <summary>What the watch of the certificates has to do.</summary>
public abstract record CertificateEffect
{
    /// <summary>A line in the log.</summary>
    /// <param name="Level">Its level.</param>
    /// <param name="Line">The line.</param>
    public sealed record Log(LogLevel Level, string Line) : CertificateEffect;

    /// <summary>The configuration is rendered anew.</summary>
    /// <param name="Why">What it came of, for the history.</param>
    public sealed record Render(string Why) : CertificateEffect;

    /// <summary>HAProxy reads its files again.</summary>
    /// <param name="Why">What it came of, for the history.</param>
    public sealed record Reload(string Why) : CertificateEffect;

    /// <summary>What is known has changed.</summary>
    /// <param name="Known">What is known now.</param>
    public sealed record Report(CertificatesReport Known) : CertificateEffect;
}
