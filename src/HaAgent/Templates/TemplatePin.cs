using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Clustering;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Templates;

/// <summary>
/// The template that an operator went back to. It takes the place of the one in force until it is unpinned, restarts of the
/// agent included; who is in still comes from the cluster (docs/adr/0017).
/// </summary>
public sealed class TemplatePin
{
    private readonly string _path;
    private readonly ILogger<TemplatePin> _logger;
    private PinnedTemplate? _current;

    /// <param name="folder">Where it is kept, <c>Node:StatePath</c>; empty keeps it in memory.</param>
    /// <param name="logger">The log.</param>
    public TemplatePin(string folder, ILogger<TemplatePin> logger)
    {
        _path = folder.Length == 0 ? "" : Path.Combine(folder, "pinned-template.json");
        _logger = logger;
        _current = Read();
    }

    /// <summary>What is pinned; null for nothing.</summary>
    public PinnedTemplate? Current => Volatile.Read(ref _current);

    /// <summary>Pins a template, or unpins.</summary>
    public void Set(PinnedTemplate? pinned)
    {
        Volatile.Write(ref _current, pinned);
        if (_path.Length == 0)
        {
            return;
        }

        try
        {
            if (pinned is null)
            {
                File.Delete(_path);
            }
            else
            {
                AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(pinned, PinnedTemplateJson.Default.PinnedTemplate));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning(
                "The pinned template cannot be kept in {Path}, so it holds until this agent ends: {Error}", _path, error.Message);
        }
    }

    private PinnedTemplate? Read()
    {
        try
        {
            return _path.Length > 0 && File.Exists(_path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(_path), PinnedTemplateJson.Default.PinnedTemplate)
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            _logger.LogWarning(
                "The pinned template in {Path} cannot be read, the template in force is taken: {Error}", _path, error.Message);
            return null;
        }
    }
}

/// <summary>A template of an earlier change.</summary>
/// <param name="Revision">The change that it was applied with.</param>
/// <param name="Text">The template.</param>
/// <param name="Since">When it was pinned.</param>
public sealed record PinnedTemplate(ChangeNumber Revision, string Text, DateTimeOffset Since)
{
    /// <summary>The snippets that it was applied with; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Snippets { get; init; }

    /// <summary>Both, to be rendered.</summary>
    [JsonIgnore]
    public TemplateText Template => new(Text, $"the template of revision {Revision}, which is pinned", Snippets ?? Templates.Snippets.None);
}

[JsonSerializable(typeof(PinnedTemplate))]
internal sealed partial class PinnedTemplateJson : JsonSerializerContext;
