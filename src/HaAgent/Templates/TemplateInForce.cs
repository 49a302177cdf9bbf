using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Clustering;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Templates;

/// <summary>
/// The template that configurations are rendered from. One that HAProxy has been seen to run on is kept, restarts of the agent
/// included, until the next one has been tried and found good; what is on disk meanwhile does not matter (docs/adr/0024).
/// </summary>
public sealed class TemplateInForce
{
    private readonly string _path;
    private readonly HaProxyOptions _options;
    private readonly TemplatePin _pin;
    private readonly ILogger<TemplateInForce> _logger;
    private KeptTemplate? _kept;
    private TemplateText? _trial;

    /// <param name="folder">Where it is kept, <c>Node:StatePath</c>; empty keeps it in memory.</param>
    /// <param name="options">Where the user's own is.</param>
    /// <param name="pin">What an operator went back to, which comes before all.</param>
    /// <param name="logger">The log.</param>
    public TemplateInForce(string folder, HaProxyOptions options, TemplatePin pin, ILogger<TemplateInForce> logger)
    {
        _path = folder.Length == 0 ? "" : Path.Combine(folder, "template.json");
        _options = options;
        _pin = pin;
        _logger = logger;
        _kept = ReadKept();
    }

    /// <summary>What an operator went back to; null for nothing.</summary>
    public PinnedTemplate? Pinned => _pin.Current;

    /// <summary>The last one that was found good; null before the first.</summary>
    public KeptTemplate? Kept => Volatile.Read(ref _kept);

    /// <summary>Whether one is being tried.</summary>
    public bool IsOnTrial => Volatile.Read(ref _trial) is not null;

    /// <summary>What to render now. Before the first good one that is what is on disk, read anew each time.</summary>
    /// <exception cref="IOException">The user's template cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The user's template may not be read.</exception>
    public TemplateText Read() => _pin.Current?.Template ?? Volatile.Read(ref _trial) ?? Kept?.Template ?? TemplateFiles.Read(_options);

    /// <summary>Renders from this one for the time being; null ends that.</summary>
    public void Try(TemplateText? trial) => Volatile.Write(ref _trial, trial);

    /// <summary>From now on this is the good one.</summary>
    public void Keep(KeptTemplate kept)
    {
        Volatile.Write(ref _kept, kept);
        Try(null);
        if (_path.Length == 0)
        {
            return;
        }

        try
        {
            AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(kept, KeptTemplateJson.Default.KeptTemplate));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _logger.LogWarning(
                "The template in force cannot be kept in {Path}, so an agent that starts again takes what is on disk: {Error}", _path,
                error.Message);
        }
    }

    private KeptTemplate? ReadKept()
    {
        try
        {
            return _path.Length > 0
                && File.Exists(_path)
                && JsonSerializer.Deserialize(File.ReadAllBytes(_path), KeptTemplateJson.Default.KeptTemplate) is { } kept
                && Snippets.FaultOf(kept.Template.Snippets) is null ? kept : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            _logger.LogWarning("The template in force in {Path} cannot be read, what is on disk is taken: {Error}", _path, error.Message);
            return null;
        }
    }
}

/// <summary>A template that HAProxy has been seen to run on.</summary>
/// <param name="Template">The template.</param>
/// <param name="Since">Since when.</param>
public sealed record KeptTemplate(TemplateText Template, DateTimeOffset Since);

[JsonSourceGenerationOptions(RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(KeptTemplate))]
internal sealed partial class KeptTemplateJson : JsonSerializerContext;
