using System.Text;
using Actors.Clustering;

namespace Actors.HaAgent.Applying;

/// <summary>The configuration on disk: a candidate beside the live file, and the live file itself. Their one home.</summary>
public sealed class ConfigFiles(HaProxyOptions options, ILogger<ConfigFiles>? logger = null)
{
    private readonly Lock _gate = new();
    private string? _ours;

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

    /// <summary>Has a text looked at as a file beside the live one, which is gone afterwards.</summary>
    public async Task<T> WithTrialAsync<T>(string text, Func<string, Task<T>> look)
    {
        var path = $"{Live}.trial-{Guid.NewGuid():N}";
        try
        {
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
            return await look(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The candidate becomes the live file, at once and as a whole.</summary>
    public void Promote(string text)
    {
        lock (_gate)
        {
            File.Move(Candidate, Live, overwrite: true);
            _ours = text;
        }
    }

    public void WriteLive(string text)
    {
        lock (_gate)
        {
            AtomicFile.Write(Live, Encoding.UTF8.GetBytes(text));
            _ours = text;
        }
    }

    /// <summary>Puts the live file back where somebody else has changed or deleted it: HAProxy may have to start on it at any moment.</summary>
    public void Mend()
    {
        try
        {
            lock (_gate)
            {
                if (_ours is { } ours && ReadLive() != ours)
                {
                    logger?.LogWarning("{Path} was changed by somebody else, and is put back. What it shall be comes from the template.", Live);
                    WriteLive(ours);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger?.LogWarning("{Path} cannot be put back: {Error}", Live, error.Message);
        }
    }
}
