using System.Text.Json.Serialization;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Templates;

/// <summary>
/// The templates that configurations are rendered from. The one that an operator went back to comes before all (docs/adr/0017), then
/// the one on trial, then the last that HAProxy has been seen to run on; what is on disk meanwhile does not matter (docs/adr/0024).
/// What is pinned and what is kept outlives the agent.
/// </summary>
public sealed class TemplateStore
{
    private readonly HaProxyOptions _options;
    private readonly StoredTemplate<KeptTemplate> _keptFile;
    private readonly StoredTemplate<PinnedTemplate> _pinnedFile;
    private KeptTemplate? _kept;
    private PinnedTemplate? _pinned;
    private TemplateText? _trial;

    /// <param name="folder">Where they are kept, <c>Node:StatePath</c>; empty keeps them in memory.</param>
    /// <param name="options">Where the user's own is.</param>
    /// <param name="logger">The log.</param>
    public TemplateStore(string folder, HaProxyOptions options, ILogger<TemplateStore> logger)
    {
        _options = options;
        _keptFile = new(folder, "template.json", TemplateStoreJson.Default.KeptTemplate, logger);
        _pinnedFile = new(folder, "pinned-template.json", TemplateStoreJson.Default.PinnedTemplate, logger);
        _kept = _keptFile.Read() is { } kept && Snippets.FaultOf(kept.Template.Snippets) is null ? kept : null;
        _pinned = _pinnedFile.Read();
    }

    /// <summary>What an operator went back to; null for nothing.</summary>
    public PinnedTemplate? Pinned => Volatile.Read(ref _pinned);

    /// <summary>The last one that was found good; null before the first.</summary>
    public KeptTemplate? Kept => Volatile.Read(ref _kept);

    /// <summary>Whether one is being tried.</summary>
    public bool IsOnTrial => Volatile.Read(ref _trial) is not null;

    /// <summary>What to render now. Before the first good one that is what is on disk, read anew each time.</summary>
    /// <exception cref="IOException">The user's template cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The user's template may not be read.</exception>
    public TemplateText Read() => Pinned?.Template ?? Volatile.Read(ref _trial) ?? Kept?.Template ?? TemplateFiles.Read(_options);

    /// <summary>Renders from this one for the time being; null ends that.</summary>
    public void Try(TemplateText? trial) => Volatile.Write(ref _trial, trial);

    /// <summary>From now on this is the good one.</summary>
    public void Keep(KeptTemplate kept)
    {
        Volatile.Write(ref _kept, kept);
        Try(null);
        _keptFile.Write(kept, "an agent that starts again takes what is on disk");
    }

    /// <summary>Renders from this one until another is pinned, or none; null unpins.</summary>
    public void Pin(PinnedTemplate? pinned)
    {
        Volatile.Write(ref _pinned, pinned);
        _pinnedFile.Write(pinned, "an agent that starts again takes what is pinned there, if anything");
    }
}

/// <summary>A template that HAProxy has been seen to run on.</summary>
/// <param name="Template">The template.</param>
/// <param name="Since">Since when.</param>
public sealed record KeptTemplate(TemplateText Template, DateTimeOffset Since);

/// <summary>A template of an earlier change.</summary>
/// <param name="Revision">The change that it was applied with.</param>
/// <param name="Text">The template.</param>
/// <param name="Since">When it was pinned.</param>
public sealed record PinnedTemplate(ChangeNumber Revision, string Text, DateTimeOffset Since)
{
    /// <summary>The snippets that it was applied with; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Snippets { get; init; }

    /// <summary>The operator; null where an agent of 0.1.0 has written it.</summary>
    public string? By { get; init; }

    /// <summary>The address that it was commanded from; null where that is not known.</summary>
    public string? From { get; init; }

    /// <summary>The operator's reason; null where none was given.</summary>
    public string? Reason { get; init; }

    /// <summary>Both, to be rendered.</summary>
    [JsonIgnore]
    public TemplateText Template => new(Text, $"the template of revision {Revision}, which is pinned", Snippets ?? Templates.Snippets.None);
}

[JsonSourceGenerationOptions(RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(KeptTemplate))]
[JsonSerializable(typeof(PinnedTemplate))]
internal sealed partial class TemplateStoreJson : JsonSerializerContext;
