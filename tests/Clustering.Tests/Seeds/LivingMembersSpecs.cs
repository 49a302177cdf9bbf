using System.Net;
using System.Net.Sockets;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Seeds;

public sealed class LivingMembersSpecs
{
    [Fact]
    public async Task Only_members_whose_port_takes_a_connection_are_worth_waiting_for()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var alive = new SeedAddress("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);

        var living = await LivingMembers.AmongAsync([new("127.0.0.1", Ports.Free()), alive], LivingMembers.TakesConnectionAsync, TimeProvider.System, CancellationToken.None);

        Assert.Equal([alive], living);
    }
}
