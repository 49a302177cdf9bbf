namespace Actors.HaAgent.Planning;

/// <summary>One <c>server</c> line of a rendered configuration, with what it inherits from <c>default-server</c> spelt out.</summary>
/// <param name="Backend">The backend it stands in.</param>
/// <param name="Name">The server's name.</param>
/// <param name="Address">Its IP address, without brackets.</param>
/// <param name="Port">Its port, 1 to 65535.</param>
/// <param name="Weight">Its weight, 0 to 256; 1 where the text names none, as in HAProxy.</param>
/// <param name="Options">Everything else, inherited options first, one space between words.</param>
public sealed record ServerLine(string Backend, string Name, string Address, int Port, int Weight, string Options)
{
    /// <summary>What the runtime API calls it.</summary>
    public string Id => $"{Backend}/{Name}";

    /// <summary>Address and port as the runtime API takes them.</summary>
    public string EndPoint => Address.Contains(':', StringComparison.Ordinal)
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{Address}]:{Port}")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Address}:{Port}");

    /// <summary>Whether HAProxy checks it.</summary>
    public bool IsChecked => Has("check");

    /// <summary>Whether the text itself keeps it out of service: then its administrative state is not ours to set.</summary>
    public bool IsDisabled => Has("disabled");

    /// <summary>Whether it gets its full weight only little by little after it came up.</summary>
    public bool WarmsUp => Has("slowstart");

    private bool Has(string option) => $" {Options} ".Contains($" {option} ", StringComparison.Ordinal);
}
