using System.Collections.Immutable;
using System.Globalization;

namespace Actors.HaAgent.Overrides;

/// <summary>
/// Refuses an override that would leave the clients of a service without a node (docs/adr/0052), unless it is forced. Two agents that
/// are asked in the same moment do not know of each other: it is a rail, not a lock. Pure.
/// </summary>
public static class OverrideGuard
{
    /// <summary>Why an override may not be set; null where it may.</summary>
    /// <param name="book">What operators have said so far.</param>
    /// <param name="subject">The node's name, or the service's key.</param>
    /// <param name="change">What is wanted of it.</param>
    /// <param name="service">The service as the asker has just seen it.</param>
    public static OverrideRefused? Against(OverrideBook book, string subject, OverrideChange change, SeenService service)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(service);
        // Another override may have come since the asker looked.
        List<SeenNode> serving = [
            .. service.Nodes.Where(node => node.Serves && book.For(node.Name) is not ({ State: not null } or { Weight: 0 }))];
        return change switch
        {
            OverrideChange.Drain or OverrideChange.Maintenance or OverrideChange.SetWeight { Weight: 0 } =>
                serving is [var last] && last.Name == subject ? LastOne(service, subject) : null,
            OverrideChange.SetCanary { Canary: { } canary } => AgainstCanary(canary, service, serving),
            _ => null,
        };
    }

    private static OverrideRefused LastOne(SeenService service, string node)
    {
        var others = service.Nodes.Where(other => other.Name != node).Select(other => $"{other.Name}: {other.State}").ToList();
        return Refuse("No node would serve", string.Create(
            CultureInfo.InvariantCulture,
            $"{node} is the only one of {service.Nodes.Length} nodes of {service.Name} that serves{Listed(others)}. Without it clients get "
                + $"503. Start another node or take back an override first, or repeat it with force (force=true, --force)."));
    }

    private static OverrideRefused? AgainstCanary(CanaryShare canary, SeenService service, List<SeenNode> serving)
    {
        if (!service.Nodes.Any(node => canary.Matches(node.Version)))
        {
            var versions = service.Nodes.Select(node => node.Version).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            return Refuse("No node has this version", string.Create(
                CultureInfo.InvariantCulture,
                $"None of {service.Nodes.Length} nodes of {service.Name} has version '{canary.Version}'{Listed([.. versions])}. Start a "
                    + $"node with it first, or name another version, or repeat it with force (force=true, --force)."));
        }

        var isAll = canary.Share == 100 && !serving.Exists(node => canary.Matches(node.Version));
        var isNone = canary.Share == 0 && serving.TrueForAll(node => canary.Matches(node.Version))
            && service.Nodes.Any(node => !canary.Matches(node.Version));
        return serving.Count > 0 && (isAll || isNone)
            ? Refuse("No node would serve", string.Create(
                CultureInfo.InvariantCulture,
                $"{serving.Count} of {service.Nodes.Length} nodes of {service.Name} serve, and with {canary.Share} % for version "
                    + $"'{canary.Version}' none of them would. Choose another share, or repeat it with force (force=true, --force)."))
            : null;
    }

    private static OverrideRefused Refuse(string title, string why) => new("force", why) { Title = title };

    private static string Listed(List<string> parts)
    {
        const int Most = 5;
        return parts.Count == 0 ? "" : $" ({Listing.Of(parts, Most)})";
    }
}

/// <summary>A service as the endpoint sees it that asks for an override.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Nodes">Its nodes.</param>
public sealed record SeenService(string Name, ImmutableArray<SeenNode> Nodes);

/// <summary>A node of such a service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Serves">Whether it serves.</param>
/// <param name="State">Its effective state, in a word.</param>
public sealed record SeenNode(string Name, string Version, bool Serves, string State);
