using System.Text;

namespace Actors.WebNode.Demo;

/// <summary>
/// Notes each request that names itself by <c>X-Request-Id</c>, before it is handled: a line <c>METHOD ID NODE</c>, written at
/// once, so that it is there even when the node is killed the next moment. It proves what no answer can: that no request was
/// handled twice. One node, one file.
/// </summary>
public sealed class RequestJournal : IDisposable
{
    public const string Header = "X-Request-Id";

    private const int LongestId = 64;
    private readonly Lock _gate = new();
    private readonly FileStream? _file;
    private readonly string _node;

    /// <param name="path">The file; empty for no journal.</param>
    /// <param name="node">The node's name.</param>
    public RequestJournal(string path, string node)
    {
        _node = node;
        _file = path.Length == 0 ? null : Open(path);
    }

    /// <summary>Whether a journal could be kept there.</summary>
    public static bool CanBeAt(string path)
    {
        if (!Path.IsPathRooted(path))
        {
            return path.Length == 0;
        }

        try
        {
            Open(path).Dispose();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Notes the request if it names itself.</summary>
    public void Note(HttpRequest request)
    {
        if (_file is null || request.Headers[Header] is not [{ } id] || !IsId(id))
        {
            return;
        }

        var line = Encoding.ASCII.GetBytes($"{request.Method} {id} {_node}\n");
        lock (_gate)
        {
            _file.Write(line);
        }
    }

    public void Dispose() => _file?.Dispose();

    private static bool IsId(string id) =>
        id.Length is > 0 and <= LongestId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    // Without a buffer of its own, each write is the system's at once.
    private static FileStream Open(string path) => new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
}
