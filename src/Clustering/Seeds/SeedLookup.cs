using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;

namespace Actors.Clustering.Seeds;

/// <summary>
/// Asks a source for its seeds. Addresses of names by the system, which knows files of hosts and search domains; SRV records, which it does
/// not know, by a library.
/// </summary>
public static class SeedLookup
{
    /// <summary>The longest that a name service may take.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Asks; never throws but where <paramref name="cancellationToken"/> ends it.</summary>
    public static async Task<SeedAnswer> FindAsync(SeedSource source, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            return source switch
            {
                SeedSource.Listed listed => new([listed.Address]),
                SeedSource.Name name => AddressesAs(name.Port, await AddressesAsync(name.Host, limit.Token)),
                SeedSource.Service service => await ServiceAsync(service.Record, new LookupClient(Options()), limit.Token),
                SeedSource.AddressFile file => SeedFile.Read(await File.ReadAllTextAsync(file.Path, limit.Token)),
                _ => throw new ArgumentOutOfRangeException(nameof(source), source, null),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, "is not answered: the name service is silent");
        }
        catch (Exception error) when (error is SocketException or DnsResponseException)
        {
            return new(null, $"is not answered: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(null, $"cannot be read: {error.Message}");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Such as a resolv.conf without a name server, which the library takes for a wrong argument.
            return new(null, $"cannot be asked: {error.Message}");
        }
    }

    /// <summary>Asks <paramref name="client"/> for the SRV records of a name, as it is given and then in each search domain.</summary>
    internal static async Task<SeedAnswer> ServiceAsync(string record, LookupClient client, CancellationToken cancellationToken)
    {
        // A name service without a way out says of a name outside of it that it has failed: the next one is asked all the same.
        var fault = "";
        foreach (var name in NamesOf(record))
        {
            var answer = await client.QueryAsync(name, QueryType.SRV, QueryClass.IN, cancellationToken);
            if (answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain)
            {
                fault = $"is not answered: {answer.ErrorMessage}";
                continue;
            }

            var seeds = new List<SeedAddress>();
            foreach (var target in answer.Answers.SrvRecords())
            {
                seeds.AddRange(SeedsOf(target, await TargetAsync(target, answer, cancellationToken)));
            }

            if (seeds.Count > 0)
            {
                return new(seeds);
            }
        }

        return fault.Length > 0 ? new(null, fault) : new([], "leads to no address");
    }

    /// <summary>The search domains in the text of a resolv.conf.</summary>
    internal static IReadOnlyList<string> SearchDomains(string text) =>
    [
        .. text.Split('\n').Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .LastOrDefault(words => words is ["search" or "domain", ..])?.Skip(1) ?? [],
    ];

    // What comes with the answer needs no question of its own.
    private static async Task<IReadOnlyList<IPAddress>> TargetAsync(
        SrvRecord target, IDnsQueryResponse answer, CancellationToken cancellationToken)
    {
        IPAddress[] given = [
            .. answer.Additionals.AddressRecords().Where(record => record.DomainName.Equals(target.Target))
            .Select(record => record.Address)];
        return given.Length > 0 ? given : await AddressesAsync(target.Target.Value.TrimEnd('.'), cancellationToken);
    }

    private static IEnumerable<SeedAddress> SeedsOf(SrvRecord target, IReadOnlyList<IPAddress> addresses) =>
        target.Port == 0 ? [] : (AddressesAs(target.Port, addresses).Seeds ?? []);

    private static SeedAnswer AddressesAs(int port, IReadOnlyList<IPAddress> addresses)
    {
        SeedAddress[] seeds = [
            .. addresses.Select(address => address.ToString()).Where(address => NodeHost.Fault(address) is null)
            .Select(address => new SeedAddress(address, port)).Distinct()];
        return new(seeds, seeds.Length == 0 ? "leads to no address" : "");
    }

    private static async Task<IReadOnlyList<IPAddress>> AddressesAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(name, cancellationToken).WaitAsync(cancellationToken);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            return [];
        }
    }

    private static IEnumerable<string> NamesOf(string record)
    {
        try
        {
            return record.EndsWith('.') || !File.Exists("/etc/resolv.conf")
                ? [record]
                : [record, .. SearchDomains(File.ReadAllText("/etc/resolv.conf")).Select(domain => $"{record}.{domain}")];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [record];
        }
    }

    // The servers of now: a machine may get others while a node runs.
    private static LookupClientOptions Options() => new() { UseCache = false, Retries = 1, Timeout = Longest / 2, ThrowDnsErrors = false };
}
