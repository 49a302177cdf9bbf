using System.Text;
using Actors.Clustering;

namespace Actors.HaAgent.Applying;

/// <summary>The configuration on disk: a candidate beside the live file, and the live file itself. Their one home.</summary>
public sealed class ConfigFiles(HaProxyOptions options)
{
    public string Live => options.ConfigPath;

    public string Candidate => options.ConfigPath + ".candidate";

    /// <summary>The template to render, read anew each time: the user may change it.</summary>
    /// <exception cref="IOException">The user's template cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The user's template may not be read.</exception>
    public (string Text, string Source) ReadTemplate() => options.TemplatePath.Length == 0
        ? (Clustering.Hosting.EmbeddedText.Read(typeof(ConfigFiles).Assembly, "haproxy.cfg.sbn"), "haproxy.cfg.sbn")
        : (File.ReadAllText(options.TemplatePath), options.TemplatePath);

    public string? ReadLive() => File.Exists(Live) ? File.ReadAllText(Live) : null;

    public void WriteCandidate(string text) => AtomicFile.Write(Candidate, Encoding.UTF8.GetBytes(text));

    /// <summary>The candidate becomes the live file, at once and as a whole.</summary>
    public void Promote() => File.Move(Candidate, Live, overwrite: true);

    public void WriteLive(string text) => AtomicFile.Write(Live, Encoding.UTF8.GetBytes(text));
}
