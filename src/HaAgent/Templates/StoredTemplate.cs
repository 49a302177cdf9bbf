using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Clustering;

namespace Actors.HaAgent.Templates;

/// <summary>One file of the <see cref="TemplateStore"/>. A fault of the disk is logged, and the agent goes on without the file.</summary>
/// <param name="folder">The folder; empty for none, which keeps nothing.</param>
/// <param name="name">The file's name.</param>
/// <param name="type">What is in it.</param>
/// <param name="logger">The log.</param>
internal sealed class StoredTemplate<T>(string folder, string name, JsonTypeInfo<T> type, ILogger logger)
    where T : class
{
    private readonly string _path = folder.Length == 0 ? "" : Path.Combine(folder, name);

    /// <summary>What is there; null for nothing that can be read.</summary>
    public T? Read()
    {
        try
        {
            return _path.Length > 0 && File.Exists(_path) ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), type) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            logger.LogWarning("The template in {Path} cannot be read and is not taken: {Error}", _path, error.Message);
            return null;
        }
    }

    /// <summary>Writes it; null deletes it.</summary>
    /// <param name="template">What must be there.</param>
    /// <param name="otherwise">What follows where it cannot be written, for people.</param>
    public void Write(T? template, string otherwise)
    {
        if (_path.Length == 0)
        {
            return;
        }

        try
        {
            if (template is null)
            {
                File.Delete(_path);
            }
            else
            {
                AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(template, type));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("{Path} cannot be written, so {Otherwise}: {Error}", _path, otherwise, error.Message);
        }
    }
}
