using System.Security.Cryptography;
using System.Text;
using Actors.Clustering;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.HaProxy;

/// <summary>The configuration on disk: a candidate beside the live file, and the live file itself. Their one home.</summary>
public sealed class ConfigFiles(HaProxyOptions options, ILogger<ConfigFiles>? logger = null)
{
    private readonly Lock _gate = new();
    private string? _ours;
    private string? _applied;
    private string? _ourRoutes;

    /// <summary>The mark of a leave, which the configuration names.</summary>
    public LeavingMark Leaving { get; } = new(options.LeavingFile);

    /// <summary>Whether there are certificates for HAProxy to serve.</summary>
    public bool HasCertificates => options.Tls.IsWanted && File.Exists(CertificatePaths.Of(options).List);

    public string Live => options.ConfigPath;

    public string Candidate => options.ConfigPath + ".candidate";

    public string? ReadLive() => File.Exists(Live) ? File.ReadAllText(Live) : null;

    public void WriteCandidate(string text) => AtomicFile.Write(Candidate, Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Makes the map of routes hold <paramref name="text"/>. HAProxy reads it with its configuration, and refuses one whose map is not
    /// there.
    /// </summary>
    /// <returns>What it was; empty where there was none.</returns>
    public string WriteRoutes(string text)
    {
        lock (_gate)
        {
            var before = ReadRoutes();
            if (before != text)
            {
                AtomicFile.Write(options.RoutesMap, Encoding.ASCII.GetBytes(text));
            }

            _ourRoutes = text;
            return before ?? "";
        }
    }

    /// <summary>
    /// HAProxy refuses a configuration when a file that it names is not there: makes those that are missing, the map of routes and the mark
    /// of a leave.
    /// </summary>
    public void EnsureNamedFiles()
    {
        if (ReadRoutes() is null)
        {
            WriteRoutes(_ourRoutes ?? "");
        }

        Leaving.Ensure();
    }

    /// <summary>Has a text looked at as a file beside the live one, which is gone afterwards.</summary>
    public async Task<T> WithTrialAsync<T>(string text, Func<string, Task<T>> look)
    {
        EnsureNamedFiles();
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
            // Written beside what it replaces, which a link may have on another file system than the candidate.
            AtomicFile.Write(Live, Encoding.UTF8.GetBytes(text));
            File.Delete(Candidate);
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

    /// <summary>
    /// Notes that HAProxy has what this text says, for an agent that takes it over. That it cannot be noted costs a reload then.
    /// </summary>
    public void MarkApplied(string text)
    {
        if (text == _applied)
        {
            return;
        }

        try
        {
            File.WriteAllText(options.AppliedFile, HashOf(text));
            _applied = text;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger?.LogDebug("{Path} cannot be written: {Error}", options.AppliedFile, error.Message);
        }
    }

    /// <summary>The live text, where HAProxy was last known to have it; null where it may have another.</summary>
    public string? ReadApplied()
    {
        try
        {
            return ReadLive() is { } live && File.Exists(options.AppliedFile) && File.ReadAllText(options.AppliedFile) == HashOf(live)
                ? live
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Puts the live file back where it was changed or deleted outside the agent: HAProxy may have to start on it at any moment.
    /// </summary>
    public void Restore()
    {
        try
        {
            lock (_gate)
            {
                if (_ours is { } ours && ReadLive() != ours)
                {
                    logger?.LogWarning(
                        "{Path} was changed outside the agent, and is restored. Change the template instead.", Live);
                    WriteLive(ours);
                }

                if (_ourRoutes is not null || ReadRoutes() is null)
                {
                    WriteRoutes(_ourRoutes ?? "");
                }

                Leaving.Ensure();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger?.LogWarning("{Path} cannot be restored: {Error}", Live, error.Message);
        }
    }

    private string? ReadRoutes() => File.Exists(options.RoutesMap) ? File.ReadAllText(options.RoutesMap) : null;

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
