using System.Text;

namespace Actors.HaAgent.HaProxy;

/// <summary>The file that HAProxy prints into: a pipe would end with the agent.</summary>
/// <param name="path">The file.</param>
internal sealed class MasterLog(string path)
{
    private const long Longest = 1_000_000;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Where it ends now. A long one is cut first.</summary>
    public long Mark()
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return 0;
        }

        if (file.Length <= Longest)
        {
            return file.Length;
        }

        using var stream = new FileStream(path, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite);
        return 0;
    }

    /// <summary>What HAProxy has printed since the mark.</summary>
    public string Since(long mark)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Seek(Math.Min(mark, stream.Length), SeekOrigin.Begin);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd().Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
