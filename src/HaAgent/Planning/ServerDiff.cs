using System.Collections.Immutable;

namespace Actors.HaAgent.Planning;

/// <summary>The commands that make what runs what is wanted.</summary>
public static class ServerDiff
{
    /// <summary>
    /// New servers come first and those that go come last, so that a service is never without any on the way; by name within,
    /// so that the same difference gives the same commands.
    /// </summary>
    /// <param name="running">What HAProxy has.</param>
    /// <param name="wanted">What it should have.</param>
    /// <param name="comparesOptions">False where the options of what runs are not known.</param>
    /// <param name="between">What comes after the servers that come and before those that go: routes lead to servers that are
    /// there.</param>
    public static ImmutableArray<RuntimeCommand> Between(
        IEnumerable<BackendServer> running, IEnumerable<BackendServer> wanted, bool comparesOptions = true,
        IEnumerable<RuntimeCommand>? between = null)
    {
        var left = running.ToDictionary(server => server.Line.Id, StringComparer.Ordinal);
        var coming = ImmutableArray.CreateBuilder<RuntimeCommand>();
        var draining = new List<RuntimeCommand>();
        foreach (var server in wanted.OrderBy(server => server.Line.Id, StringComparer.Ordinal))
        {
            if (!left.Remove(server.Line.Id, out var has))
            {
                coming.AddRange(Adding(server));
            }
            else if (!IsSame(has.Line, server.Line, comparesOptions))
            {
                coming.AddRange(Deleting(server.Line.Id));
                coming.AddRange(Adding(server));
            }
            else
            {
                if (has.Line.Weight != server.Line.Weight)
                {
                    coming.Add(new RuntimeCommand.SetWeight(server.Line.Id, server.Line.Weight));
                }

                if (has.Admin != server.Admin && !server.Line.IsDisabled)
                {
                    if (server.Admin == AdminState.Ready)
                    {
                        coming.AddRange(ComingBack(has, server));
                    }
                    else
                    {
                        draining.Add(new RuntimeCommand.SetState(server.Line.Id, server.Admin));
                    }
                }
            }
        }

        return [.. coming, .. between ?? [], .. draining, .. left.Keys.Order(StringComparer.Ordinal).SelectMany(Deleting)];
    }

    private static bool IsSame(ServerLine has, ServerLine wanted, bool comparesOptions) =>
        has.Address == wanted.Address && has.Port == wanted.Port && (!comparesOptions || has.Options == wanted.Options);

    // A server is added in maintenance. One that may serve goes on at once: it is only wanted ready once it has answered.
    private static IEnumerable<RuntimeCommand> Adding(BackendServer server)
    {
        yield return new RuntimeCommand.Add(server.Line);
        if (server.Line.IsChecked)
        {
            yield return new RuntimeCommand.EnableHealth(server.Line.Id);
        }

        if (!server.Line.IsDisabled && server.Admin != AdminState.Maintenance)
        {
            yield return new RuntimeCommand.SetState(server.Line.Id, server.Admin);
        }
    }

    // HAProxy lets a server warm up that comes out of maintenance, not one that was drained.
    private static IEnumerable<RuntimeCommand> ComingBack(BackendServer has, BackendServer server)
    {
        if (server.Line.WarmsUp && has.Admin == AdminState.Drain)
        {
            yield return new RuntimeCommand.SetState(server.Line.Id, AdminState.Maintenance);
        }

        yield return new RuntimeCommand.SetState(server.Line.Id, AdminState.Ready);
    }

    private static IEnumerable<RuntimeCommand> Deleting(string server) =>
        [new RuntimeCommand.SetState(server, AdminState.Maintenance), new RuntimeCommand.Delete(server)];
}
