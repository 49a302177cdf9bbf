using System.IO.Compression;
using System.Text;

namespace Actors.HaAgent.Reconciling;

/// <summary>A text as a compressed file has it (gzip).</summary>
internal static class CompressedText
{
    /// <summary>What the file has.</summary>
    public static byte[] Of(string text)
    {
        using var bytes = new MemoryStream();
        using (var compressed = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            compressed.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    /// <summary>The text of a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The process may not read it.</exception>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static string Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
