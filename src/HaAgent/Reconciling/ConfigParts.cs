using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Actors.Clustering;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reconciling;

/// <summary>A part of a configuration that it can be without.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Of the service, or of the snippet's file without its ending; else empty.</param>
public sealed record ConfigPart(ConfigPartKind Kind, string Name)
{
    /// <inheritdoc />
    public override string ToString() => Kind switch
    {
        ConfigPartKind.Service => $"service '{Name}'",
        ConfigPartKind.Snippet => $"snippet {Name}{Snippets.Ending}",
        _ => "HTTPS",
    };
}

/// <summary>What a part is.</summary>
public enum ConfigPartKind
{
    /// <summary>A service that nodes claim, with its servers.</summary>
    Service,

    /// <summary>The port for HTTPS with the certificates.</summary>
    Https,

    /// <summary>Lines of the operator's own.</summary>
    Snippet,
}

/// <summary>A part that is left out of the configuration.</summary>
/// <param name="Part">Which.</param>
/// <param name="Why">What HAProxy, or the machine, has against it.</param>
public sealed record LeftOut(ConfigPart Part, string Why);

/// <summary>All that a configuration is rendered from, and what of it can be left out. Pure.</summary>
/// <param name="Desired">What HAProxy should balance over.</param>
/// <param name="Template">The template with its snippets.</param>
/// <param name="HasCertificates">Whether there is HTTPS for clients.</param>
public sealed partial record ConfigParts(DesiredState Desired, TemplateText Template, bool HasCertificates)
{
    /// <summary>Its parts, those first that others may refer to. The default service is none: without it there is no balancer.</summary>
    /// <param name="defaultService">The default service.</param>
    public IEnumerable<ConfigPart> All(string defaultService) =>
    [
        .. Desired.Services.Where(service => service.Name != defaultService).OrderBy(service => service.Protocol)
        .Select(service => new ConfigPart(ConfigPartKind.Service, service.Name)),
        .. HasCertificates ? [new ConfigPart(ConfigPartKind.Https, "")] : Array.Empty<ConfigPart>(),
        .. Template.Snippets.Keys.Order(StringComparer.Ordinal).Select(name => new ConfigPart(ConfigPartKind.Snippet, name)),
    ];

    /// <summary>The same without some parts. A service's servers are refused then, with the reason.</summary>
    public ConfigParts Without(IReadOnlyCollection<LeftOut> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var services = parts.Where(left => left.Part.Kind == ConfigPartKind.Service)
            .ToDictionary(left => left.Part.Name, left => left.Why, StringComparer.Ordinal);
        var snippets = parts.Where(left => left.Part.Kind == ConfigPartKind.Snippet).Select(left => left.Part.Name)
            .ToHashSet(StringComparer.Ordinal);
        return new ConfigParts(
            services.Count == 0 ? Desired : Desired with
            {
                Servers = [.. Desired.Servers.Where(server => !services.ContainsKey(server.Service))],
                Services = [.. Desired.Services.Where(service => !services.ContainsKey(service.Name))],
                Refused = [
                    .. Desired.Refused,
                    .. Desired.Servers.Where(server => services.ContainsKey(server.Service)).Select(server => new RefusedNode(
                    server.Name, NodeHost.Bracketed(server.Address) + ":"
                    + server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    $"service '{server.Service}' is left out: {services[server.Service]}"))],
            },
            snippets.Count == 0
            ? Template
            : new TemplateText(
                Template.Text, Template.Source,
                Template.Snippets.Where(snippet => !snippets.Contains(snippet.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal)),
            HasCertificates && parts.All(left => left.Part.Kind != ConfigPartKind.Https));
    }

    /// <summary>What a part is, as one text: another text is another part, worth another trial.</summary>
    public string DefinitionOf(ConfigPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.Kind switch
        {
            ConfigPartKind.Service => Desired.Services.FirstOrDefault(service => service.Name == part.Name)?.Claim ?? "",
            ConfigPartKind.Snippet => Template.Snippets.GetValueOrDefault(part.Name, ""),
            _ => "",
        };
    }

    /// <summary>The same with an empty backend for each of these services that is missing.</summary>
    public ConfigParts With(ImmutableArray<string> services) =>
        services.Except(Desired.Services.Select(service => service.Name), StringComparer.Ordinal).ToList() is { Count: > 0 } missing
        ? this with
        {
            Desired = Desired with
            {
                Services = [
            .. Desired.Services.Concat(missing.Select(name => new ServiceState(name)))
            .OrderBy(service => service.Name, StringComparer.Ordinal)]
            }
        }
        : this;

    /// <summary>The services that a refusal misses: a text may name one whose nodes have not come yet, or are long gone.</summary>
    /// <param name="refusal">HAProxy's output.</param>
    public ImmutableArray<string> MissingIn(string refusal) =>
        [.. MissingPattern().Matches(refusal).Select(match => match.Groups[1].Value).Where(NodeNames.IsValid).Except(
            Desired.Services.Select(service => service.Name), StringComparer.Ordinal)];

    /// <summary>
    /// The parts that HAProxy names where it could not start: the frontends of TCP services, by the template's names for them, and the port
    /// of HTTPS.
    /// </summary>
    /// <param name="output">HAProxy's output.</param>
    /// <param name="httpsPort">The port of HTTPS.</param>
    public IReadOnlyList<ConfigPart> NamedIn(string output, int httpsPort)
    {
        ArgumentNullException.ThrowIfNull(output);
        var names = FrontendPattern().Matches(output).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        return [
            .. Desired.Services.Where(service => service.Protocol == ServiceProtocol.Tcp && names.Contains(service.Name))
            .Select(service => new ConfigPart(ConfigPartKind.Service, service.Name)),
            .. HasCertificates
            && output.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $":{httpsPort}]"), StringComparison.Ordinal)
            ? [new ConfigPart(ConfigPartKind.Https, "")]
            : Array.Empty<ConfigPart>()];
    }

    // "unable to find required use_backend: 'shop'", "unable to find required default_backend: 'shop'", "unable to find backend 'shop'
    // referenced in arg 1 of ACL keyword 'nbsrv'", "unable to find required proxy 'shop' for tracking" (HAProxy 2.6 to 3.4).
    [GeneratedRegex(
        @"unable to find (?:required )?(?:use_backend|default_backend|backend|proxy)\b[^'\n]*'([^'\n]+)'", RegexOptions.CultureInvariant)]
    private static partial Regex MissingPattern();

    // "Starting frontend in.tcp.cache: cannot bind socket (Address already in use) [0.0.0.0:6379]", "Binding ... for proxy in.tcp.cache".
    [GeneratedRegex(@"\bin\.tcp\.([A-Za-z0-9_.-]+?)(?=[:'\s]|$)", RegexOptions.CultureInvariant)]
    private static partial Regex FrontendPattern();
}
