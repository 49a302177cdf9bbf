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

        var living = await LivingMembers.AmongAsync(
            [new("127.0.0.1", Ports.Free()), alive], LivingMembers.TakesConnectionAsync, TimeProvider.System, CancellationToken.None);

        Assert.Equal([alive], living);
    }

    [Fact]
    public async Task Those_that_live_keep_their_order_and_one_that_does_not_answer_holds_up_nobody()
    {
        SeedAddress[] remembered = [new("a", 1), new("silent", 1), new("b", 1), new("dead", 1), new("c", 1)];

        var living = await LivingMembers.AmongAsync(remembered, TakesConnectionAsync, TimeProvider.System, CancellationToken.None);

        Assert.Equal([new("a", 1), new("b", 1), new("c", 1)], living);
    }

    private static async Task<bool> TakesConnectionAsync(SeedAddress member, CancellationToken cancellationToken)
    {
        if (member.Host == "silent")
        {
            var isOver = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(isOver.SetResult);
            await isOver.Task;
            return false;
        }

        return member.Host != "dead";
    }
}
