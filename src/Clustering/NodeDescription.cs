using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Actors.Clustering;

/// <summary>
/// What is fixed for the life of a web node. It travels in the member's roles and AppVersion, so it is known with the
/// first gossip about the node. This type alone writes and reads that form.
/// </summary>
/// <param name="Name">The node's name, see <see cref="NodeNames"/>.</param>
/// <param name="Service">The service that it is a copy of, same rule as a name.</param>
/// <param name="HttpPort">The port that it serves on, 1 to 65535.</param>
/// <param name="Weight">Its share of the requests, 0 to 256 (HAProxy, "weight").</param>
/// <param name="Version">The version of what it serves: 1 to 64 of letters, digits, '.', '_', '+' and '-'.</param>
public sealed partial record NodeDescription(string Name, string Service, int HttpPort, int Weight, string Version)
{
    private const string ServicePrefix = "service.";
    private const string HttpPrefix = "http.";
    private const string WeightPrefix = "weight.";

    /// <summary>The roles that carry the description.</summary>
    public IReadOnlyList<string> ToRoles() =>
    [
        NodeRoles.NamePrefix + Name,
        ServicePrefix + Service,
        HttpPrefix + HttpPort.ToString(CultureInfo.InvariantCulture),
        WeightPrefix + Weight.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>Whether <paramref name="version"/> may be a node's version.</summary>
    public static bool IsVersion(string? version) => version is not null && VersionPattern().IsMatch(version);

    /// <summary>Reads a description back; on failure every fault is in <paramref name="faults"/> and the result is null.</summary>
    public static NodeDescription? TryRead(IReadOnlyCollection<string> roles, string version, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        var name = One(roles, NodeRoles.NamePrefix, found, NodeNames.IsValid, NodeNames.Rule);
        var service = One(roles, ServicePrefix, found, NodeNames.IsValid, NodeNames.Rule);
        var port = One(roles, HttpPrefix, found, text => Number(text) is >= 1 and <= IPEndPoint.MaxPort, "1 to 65535");
        var weight = One(roles, WeightPrefix, found, text => Number(text) is >= 0 and <= 256, "0 to 256");
        if (!IsVersion(version))
        {
            found.Add("the version must be 1 to 64 letters, digits, '.', '_', '+' or '-'");
        }

        faults = found;
        return found.Count > 0 ? null : new NodeDescription(name!, service!, Number(port!)!.Value, Number(weight!)!.Value, version);
    }

    private static string? One(
        IEnumerable<string> roles, string prefix, List<string> faults, Func<string, bool> isValid, string rule)
    {
        var values = roles.Where(role => role.StartsWith(prefix, StringComparison.Ordinal)).Select(role => role[prefix.Length..]).ToList();
        if (values.Count == 1 && isValid(values[0]))
        {
            return values[0];
        }

        faults.Add(values.Count switch
        {
            0 => $"no role '{prefix}...'",
            1 => $"the value of the role '{prefix}...' must be {rule}",
            _ => $"{values.Count} roles '{prefix}...' where one is expected",
        });
        return null;
    }

    // Digits only and no leading zero: one number has one spelling.
    private static int? Number(string text) =>
        text.Length is > 0 and <= 5 && text.All(char.IsAsciiDigit) && (text == "0" || text[0] != '0')
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._+-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}
