using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Clustering.Tests.Seeds;

/// <summary>Answers questions for SRV records on loopback, with the addresses of their targets where it is told them.</summary>
internal sealed class SmallNameServer : IDisposable
{
    private const byte NoSuchName = 3;
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly Dictionary<string, (int Port, string Target, string[] Addresses)[]> _services = [];

    public SmallNameServer() => _ = ServeAsync();

    public IPEndPoint EndPoint => (IPEndPoint)_socket.Client.LocalEndPoint!;

    /// <summary>What is wrong with every answer; 0 for nothing.</summary>
    public byte Fault { get; set; }

    /// <summary>The records of a name.</summary>
    public void Add(string name, params (int Port, string Target, string[] Addresses)[] records) => _services[name] = records;

    public void Dispose() => _socket.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var asked = await _socket.ReceiveAsync();
                await _socket.SendAsync(Answer(asked.Buffer), asked.RemoteEndPoint);
            }
        }
        catch (Exception error) when (error is ObjectDisposedException or SocketException)
        {
        }
    }

    private byte[] Answer(byte[] question)
    {
        var labels = new List<string>();
        var end = 12;
        for (; question[end] > 0; end += question[end] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(question, end + 1, question[end]));
        }

        end += 5;
        var records = _services.GetValueOrDefault(string.Join('.', labels)) ?? [];
        var additional = records
            .SelectMany(record => record.Addresses.Select(address => (record.Target, IPAddress.Parse(address)))).ToList();
        var answer = new List<byte>();
        answer.AddRange(question[..2]);
        answer.AddRange([0x81, (byte)(0x80 | (Fault != 0 ? Fault : records.Length == 0 ? NoSuchName : 0))]);
        Add16(answer, 1, records.Length, 0, additional.Count);
        answer.AddRange(question[12..end]);
        foreach (var (port, target, _) in records)
        {
            byte[] name = Name(target);
            answer.AddRange([0xC0, 12]);
            Add16(answer, 33, 1, 0, 5, 6 + name.Length, 0, 0, port);
            answer.AddRange(name);
        }

        foreach (var (target, address) in additional)
        {
            byte[] bytes = address.GetAddressBytes();
            answer.AddRange(Name(target));
            Add16(answer, bytes.Length == 4 ? 1 : 28, 1, 0, 5, bytes.Length);
            answer.AddRange(bytes);
        }

        return [.. answer];
    }

    private static byte[] Name(string name) =>
        [.. name.Split('.').SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0];

    private static void Add16(List<byte> bytes, params int[] numbers)
    {
        Span<byte> two = stackalloc byte[2];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteUInt16BigEndian(two, (ushort)number);
            bytes.AddRange(two);
        }
    }
}
