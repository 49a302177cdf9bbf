using System.Collections.Immutable;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Applying;

/// <summary>
/// What is carried over a reload ("show servers state"). HAProxy matches a server by its name and then takes the port from
/// the file as well, so a node that came back at another address would get its old port: such lines are left out.
/// </summary>
public static class ServerStateFile
{
    // The columns of version 1 of the format (HAProxy management guide, "show servers state").
    private const int Backend = 1;
    private const int Name = 3;
    private const int Address = 4;
    private const int Port = 18;

    public static string Carry(string state, ImmutableArray<ServerState> next)
    {
        var kept = next.Select(server => (server.Service, server.Name, server.Address, server.Port)).ToHashSet();
        var lines = state.Split('\n').Where(line =>
        {
            var fields = line.Split(' ');
            return line.Length > 0 && (fields.Length == 1 || line[0] == '#'
                || (fields.Length > Port && int.TryParse(fields[Port], out var port) && kept.Contains((fields[Backend], fields[Name], fields[Address], port))));
        });
        return string.Join('\n', lines) + "\n";
    }
}
