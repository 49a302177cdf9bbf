using System.Net.Sockets;
using Xunit.Abstractions;

namespace Actors.EndToEnd;

/// <summary>
/// Somebody who is no node talks to the ports of the cluster: nothing happens but lines in logs. Made from a seed that is printed.
/// </summary>
[Collection(AgentsSystem.Name)]
public sealed class HostileFramesSpecs(AgentsSystem shared, ITestOutputHelper output)
{
    private const int Frames = 10_000;
    private const int FramesOfAConnection = 50;
    private const int LargestFrame = 8_000_000;

    [Fact]
    public async Task Ten_thousand_hostile_frames_change_nothing()
    {
        var system = await shared.BeginAsync(webs: 2);
        var processes = system.Running.Values.ToList();
        var before = await system.StatusAsync();
        await using var traffic = new SteadyTraffic(system);
        output.WriteLine($"seed {TestRun.Seed}");
        var random = new Random(TestRun.Seed);

        var sent = 0;
        while (sent < Frames)
        {
            sent += await AttackAsync(system.SeedPort, random);
        }

        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
        await system.UntilServedByAsync(1, 2);
        Assert.All(processes, process => Assert.False(process.HasExited));
        Assert.Equal(before.GetProperty("nodes").GetRawText(), (await system.StatusAsync()).GetProperty("nodes").GetRawText());
        await traffic.AssertNothingLostAsync();

        // It lets right ones in as before.
        system.StartWeb(3);
        await system.UntilServedByAsync(1, 2, 3);
    }

    private static async Task<int> AttackAsync(int port, Random random)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", port);
        for (var frame = 1; frame <= FramesOfAConnection; frame++)
        {
            try
            {
                await socket.SendAsync(Frame(random));
            }
            catch (SocketException)
            {
                // It has hung up, which is its right.
                return frame;
            }
        }

        return FramesOfAConnection;
    }

    private static byte[] Frame(Random random) => random.Next(6) switch
    {
        0 => Bytes(random, random.Next(1, 2000)),
        1 => [.. Length(random.Next(LargestFrame + 1, int.MaxValue)), .. Bytes(random, 100)],
        2 => [.. Length(-1), .. Bytes(random, 100)],
        3 => [.. Length(5000), .. Bytes(random, random.Next(1, 100))],
        4 => Whole(Bytes(random, random.Next(1, 2000))),
        _ => Whole(
            [.. Field(Bytes(random, random.Next(1, 50))), .. Field(
                "System.Diagnostics.Process, System.Diagnostics.Process"u8.ToArray()),
                    .. Field("akka.tcp://actors@127.0.0.1:1/user/cluster-listener"u8.ToArray())]),
    };

    private static byte[] Whole(byte[] payload) => [.. Length(payload.Length), .. payload];

    // As a protobuf field of bytes.
    private static byte[] Field(byte[] value) => [0x0a, (byte)value.Length, .. value];

    private static byte[] Length(int length) => BitConverter.GetBytes(length);

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
