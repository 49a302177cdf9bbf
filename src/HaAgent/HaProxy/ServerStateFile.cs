using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.HaProxy;

/// <summary>
/// What a reload carries over and a start begins with ("show servers state", format version 1). HAProxy matches a server by
/// its name and then takes the port from the file as well, so a node that came back at another address would get its old
/// port: such lines are left out. The administrative state is the wanted one, so that a new worker never begins with
/// traffic on a server that is to have none.
/// </summary>
public static class ServerStateFile
{
    private const string Header =
        "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change "
            + "srv_check_status srv_check_result " +
        "srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl "
            + "srv_check_port srv_check_addr srv_agent_addr srv_agent_port\n";

    // Columns of the format (HAProxy management guide, "show servers state"), SRV_ST_STARTING, SRV_ADMF_FDRAIN and SRV_ADMF_FMAINT.
    private const int Backend = 1;
    private const int Name = 3;
    private const int OperationalState = 5;
    private const int AdminFlags = 6;
    private const int SinceLastChange = 9;
    private const string IsStarting = "1";
    private const string Drained = "8";
    private const string Maintained = "1";
    private const string InService = "0";

    // Not 0: then 2.6, where two of its clocks stand on both sides of a full second, sees a change in the future and gives
    // the full weight at once.
    private const string AMomentAgo = "1";

    /// <param name="state">What the running worker has; empty for a start.</param>
    /// <param name="wanted">What the new worker should have.</param>
    public static string Carry(string state, AppliedState wanted)
    {
        var has = ServerReading.ParseAll(state).ToImmutableDictionary(reading => reading.Id, StringComparer.Ordinal);
        var lines = state.Split('\n').Select(line => line.Split(' ')).Where(fields => fields.Length > 18)
            .ToLookup(fields => $"{fields[Backend]}/{fields[Name]}", StringComparer.Ordinal);
        var text = new StringBuilder(Header);
        foreach (var server in wanted.Servers)
        {
            if (has.TryGetValue(
                server.Line.Id, out var reading) && reading.Address == server.Line.Address && reading.Port == server.Line.Port)
            {
                var fields = lines[server.Line.Id].First();
                fields[AdminFlags] = Flags(server.Admin);
                if (fields[OperationalState] == IsStarting && fields[SinceLastChange] == "0")
                {
                    fields[SinceLastChange] = AMomentAgo;
                }

                text.AppendJoin(' ', fields).Append('\n');
            }
            else if (server.Admin != AdminState.Ready)
            {
                text.Append(StoppedUntilChecked(server));
            }
            else if (server.Line.WarmsUp && !has.IsEmpty)
            {
                text.Append(Starting(server.Line));
            }
        }

        return text.ToString();
    }

    // Starting since a moment ago, its checks passed: HAProxy gives it its weight little by little ("slowstart"), which it
    // does for no server that simply stands in the file. It holds with rise 2 or more: with rise 1 HAProxy knows no start.
    private static string Starting(ServerLine line) => string.Create(
        CultureInfo.InvariantCulture,
        $"0 {line.Backend} 0 {line.Name} - {IsStarting} {InService} {line.Weight} {line.Weight} {AMomentAgo} 6 3 4 6 0 0 0 - {line.Port} - "
            + $"0 0 - - 0\n");

    // Stopped (0), drained or in maintenance; its last check has status 6 (layer 4 unknown) and failed (2), health 0, and checks go on (6):
    // so no traffic even once it is made ready, until a check has passed.
    private static string StoppedUntilChecked(BackendServer server) => string.Create(
        CultureInfo.InvariantCulture,
        $"0 {server.Line.Backend} 0 {server.Line.Name} - 0 {Flags(server.Admin)} {server.Line.Weight} {server.Line.Weight} 0 6 2 0 6 0 0 0 "
            + $"- {server.Line.Port} - 0 0 - - 0\n");

    private static string Flags(AdminState state) => state switch
    {
        AdminState.Drain => Drained,
        AdminState.Maintenance => Maintained,
        _ => InService,
    };
}
