using System.Collections.Immutable;
using System.Net.Sockets;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.HaProxy;

/// <summary>HAProxy's runtime API as far as it is about certificates.</summary>
public sealed class CertificateApi(HaProxySockets sockets, HaProxyOptions options)
{
    private const string FingerprintField = "SHA1 FingerPrint: ";
    private readonly CertificatePaths _paths = CertificatePaths.Of(options);

    /// <summary>What the worker that serves has; null where its configuration does not name the agent's list of certificates.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<HeldCertificates?> ReadAsync(CancellationToken cancellationToken)
    {
        var list = await sockets.AskWorkerAsync($"show ssl crt-list {_paths.List}", cancellationToken);
        if (!list.StartsWith("# ", StringComparison.Ordinal))
        {
            return null;
        }

        var loaded = Paths(await sockets.AskWorkerAsync("show ssl cert", cancellationToken)).ToList();
        // In interactive mode each reply ends with a prompt, however many there are.
        var script = string.Join('\n', loaded.Select(path => $"show ssl cert {path}").Prepend("prompt").Append("quit"));
        var replies = ("\n" + await sockets.AskWorkerAsync(script, cancellationToken)).Split("\n> ").Skip(1).ToList();
        return new HeldCertificates(
            loaded.Select((path, i) => KeyValuePair.Create(path, i < replies.Count ? ThumbprintIn(replies[i]) : ""))
                .ToImmutableDictionary(StringComparer.Ordinal),
            Paths(list).ToImmutableHashSet(StringComparer.Ordinal));
    }

    /// <summary>
    /// Sends commands one after the other, up to the first that is refused; null where none is. What that one has begun is given up.
    /// </summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public async Task<string?> SendAsync(ImmutableArray<CertificateCommand> commands, CancellationToken cancellationToken)
    {
        foreach (var command in commands)
        {
            var reply = await sockets.AskWorkerAsync(command.Text, cancellationToken);
            if (!command.IsSuccess(reply))
            {
                await sockets.AskWorkerAsync(new CertificateCommand.Abort(command.Path).Text, cancellationToken);
                return $"{command.Words}: {(reply.Trim() is { Length: > 0 } words ? words.ReplaceLineEndings(" ") : "no reply")}";
            }
        }

        return null;
    }

    // Of the agent's folder only: a template of the user's own may have others. A list's line has more words behind the file.
    private IEnumerable<string> Paths(string lines) => lines.Split('\n').Select(line => line.Split(' ')[0])
        .Where(path => path.StartsWith(_paths.Folder + "/", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

    private static string ThumbprintIn(string reply) =>
        reply.Split('\n').FirstOrDefault(line => line.StartsWith(FingerprintField, StringComparison.Ordinal))?
            [FingerprintField.Length..].Trim() ?? "";
}
