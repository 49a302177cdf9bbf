using System.Collections.Immutable;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Certificates;

/// <summary>Which commands follow from what HAProxy has and what it should have. Pure.</summary>
public static class CertificatePlan
{
    /// <summary>More files than these are no one effect: what is urgent, such as a drain, gets in between.</summary>
    private const int MostFilesAtOnce = 20;

    /// <summary>The commands in parts that are sent one after the other; those of one file stay together.</summary>
    /// <param name="commands">The commands, those of a file next to each other.</param>
    public static ImmutableArray<ImmutableArray<CertificateCommand>> Parts(ImmutableArray<CertificateCommand> commands) =>
    [
        .. commands.GroupBy(command => command.Path, StringComparer.Ordinal)
            .Chunk(MostFilesAtOnce).Select(files => files.SelectMany(file => file).ToImmutableArray()),
    ];

    /// <param name="paths">Where the certificates are.</param>
    /// <param name="has">What HAProxy has.</param>
    /// <param name="wanted">What it should have.</param>
    /// <param name="unsent">Files whose content is new, whatever HAProxy shows of it: it does not show everything.</param>
    public static ImmutableArray<CertificateCommand> Between(
        CertificatePaths paths, HeldCertificates has, CertificateSelection wanted, IReadOnlySet<string> unsent)
    {
        var commands = ImmutableArray.CreateBuilder<CertificateCommand>();
        var files = paths.Files(wanted).ToList();
        foreach (var (path, certificate) in files)
        {
            if (!has.Loaded.TryGetValue(path, out var thumbprint))
            {
                commands.Add(new CertificateCommand.Create(path));
            }

            if (thumbprint != certificate.Thumbprint || unsent.Contains(path))
            {
                commands.Add(new CertificateCommand.Set(path, certificate.Pem));
                commands.Add(new CertificateCommand.Commit(path));
            }

            if (!has.Listed.Contains(path))
            {
                commands.Add(new CertificateCommand.Add(paths.List, path));
            }
        }

        // A client that asks for a name of one that goes gets the one that takes its place meanwhile.
        var keep = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var path in has.Listed.Union(has.Loaded.Keys).Where(path => !keep.Contains(path)).Order(StringComparer.Ordinal))
        {
            if (has.Listed.Contains(path))
            {
                commands.Add(new CertificateCommand.Remove(paths.List, path));
            }

            if (has.Loaded.ContainsKey(path))
            {
                commands.Add(new CertificateCommand.Delete(path));
            }
        }

        return commands.ToImmutable();
    }
}
