using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Actors.HaAgent.Planning;

/// <summary>One server as HAProxy tells of it ("show servers state", format version 1; management guide).</summary>
/// <param name="Backend">Its backend.</param>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Weight">The weight that HAProxy gives it now (<c>srv_uweight</c>).</param>
/// <param name="Flags">Its administrative state (<c>srv_admin_state</c>).</param>
/// <param name="HasPassedCheck">Whether the last check of it was run and passed (<c>srv_check_result</c>).</param>
public sealed record ServerReading(string Backend, string Name, string Address, int Port, int Weight, int Flags, bool HasPassedCheck)
{
    /// <summary>What the runtime API calls it.</summary>
    public string Id => $"{Backend}/{Name}";

    // SRV_ADMF_*: forced, inherited, by configuration, by resolution, by host name; then forced and inherited drain.
    private const int Maintenance = 0x01 | 0x02 | 0x04 | 0x20 | 0x40;
    private const int Drain = 0x08 | 0x10;
    private const int Passed = 3;

    /// <summary>Its administrative state.</summary>
    public AdminState Admin =>
        (Flags & Maintenance) != 0 ? AdminState.Maintenance : (Flags & Drain) != 0 ? AdminState.Drain : AdminState.Ready;

    /// <summary>The server without the options, which HAProxy does not tell.</summary>
    public BackendServer ToRunning() => new(new ServerLine(Backend, Name, Address, Port, Weight, ""), Admin);

    /// <summary>Reads the whole answer; lines that are not servers are passed over.</summary>
    public static ImmutableArray<ServerReading> ParseAll(string answer)
    {
        var readings = ImmutableArray.CreateBuilder<ServerReading>();
        foreach (var line in answer.Split('\n'))
        {
            var fields = line.Split(' ');
            if (fields.Length > 18 && fields[0] != "#"
                && Number(fields[6], out var flags)
                && Number(fields[7], out var weight)
                && Number(fields[11], out var check)
                && Number(fields[18], out var port))
            {
                var address = IPAddress.TryParse(fields[4], out var parsed) ? parsed.ToString() : fields[4];
                readings.Add(new ServerReading(fields[1], fields[3], address, port, weight, flags, check == Passed));
            }
        }

        return readings.ToImmutable();
    }

    private static bool Number(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
