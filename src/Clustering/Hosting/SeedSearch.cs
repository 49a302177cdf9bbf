using System.Net;
using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Hosting;

/// <summary>
/// The seeds as this node knows them now, over all lives of its actor system. Asks those sources that have to be asked, and says once what
/// is wrong with one, and once that it is right again.
/// </summary>
internal sealed class SeedSearch(NodeOptions options, ClusterNodeSetup setup, TimeProvider time, ILogger logger)
{
    private SeedBook _book = new([]);
    private HashSet<SeedAddress> _own = [];
    private bool _isOtherAddressSaid;

    /// <summary>The node, as it calls itself.</summary>
    public NodeOptions Node { get => field ?? options; private set; }

    /// <summary>The seeds as they are known now.</summary>
    public SeedList Current { get; private set; } = SeedList.Empty;

    /// <summary>Whether they may become others.</summary>
    public bool IsNeeded => _book.Asked.Any();

    /// <summary>
    /// Whether the node, which chooses its address, is found by another of its own by now: others cannot reach it by the one that it has,
    /// and its next life would take that one.
    /// </summary>
    public bool IsFoundElsewhere => Found(Node, [.. _own]).Host != Node.Host;

    private SeedAddress Self => new(Node.Host, Node.Port);

    /// <summary>A life of the actor system begins: by which address is it found, and is the first one that is listed this node?</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        (Node, _book, _isOtherAddressSaid) = (options, _book with { Sources = options.Seeds }, false);
        if (IsNeeded)
        {
            await AnswersAsync(cancellationToken);
            Node = Found(options, [.. _own]);
            WarnOfOtherAddress();
        }

        if (options.Seeds is [SeedSource.Listed first, ..])
        {
            var seen = await SeedNames.WithSelfAsync(
                Self, [first.Address], name => SeedNames.ResolveAsync(name, Node.BindHost, time));
            _book = _book with { Sources = [seen[0], .. options.Seeds.Skip(1)] };
        }

        Current = _book.ListFor(Self, _own.Contains);
    }

    /// <summary>Asks all sources.</summary>
    /// <returns>Whether each could be asked.</returns>
    public async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        var isAnswered = await AnswersAsync(cancellationToken);
        Current = _book.ListFor(Self, _own.Contains);
        return isAnswered;
    }

    /// <summary>Says once in a life of the actor system where the node is found by another address than it has.</summary>
    public void WarnOfOtherAddress()
    {
        var found = _own.Where(seed => !IsOnLoopback(seed.Host)).ToList();
        if (!_isOtherAddressSaid && found.Count > 0 && !found.Contains(Self) && NodeHost.AddressOf(Node.Host) is not null)
        {
            _isOtherAddressSaid = true;
            logger.LogWarning(
                "Others find this node at {Found}, and it calls itself {Self}: Akka drops what they send. Set Node:Host to the address "
                    + "that it is found by.",
                string.Join(", ", found), Self);
        }
    }

    /// <summary>
    /// The node with that of its own addresses by which it is found, where it has chosen another of them: others ask it there, and Akka
    /// would drop that.
    /// </summary>
    internal static NodeOptions Found(NodeOptions options, IReadOnlyList<SeedAddress> own) =>
        !options.ChoosesHost || own.Any(address => address.Host == options.Host)
            || FoundSeeds.InOrder(own).FirstOrDefault(address => !IsOnLoopback(address.Host)) is not { } first
            ? options
            : options with { Host = first.Host, BindHost = first.Host, UsesIPv6 = NodeHost.IsIPv6(first.Host) };

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        var sources = _book.Asked.ToList();
        var answers = await Task.WhenAll(sources.Select(source => setup.FindSeeds(source, cancellationToken)));
        var before = _book;
        _book = before.With(sources.Zip(answers, KeyValuePair.Create));
        foreach (var (source, fault, seeds) in _book.News(before))
        {
            if (fault.Length > 0)
            {
                logger.LogWarning("Node:Seeds: {Source} {Fault}. It is asked again and again.", source, fault);
            }
            else
            {
                logger.LogInformation("Node:Seeds: {Source} leads to {Seeds}", source, string.Join(", ", seeds));
            }
        }

        var own = setup.OwnAddresses();
        _own = [.. _book.All.Where(seed => IsOwn(seed, own))];
        return answers.All(answer => answer.Seeds is not null);
    }

    private bool IsOwn(SeedAddress seed, IReadOnlyList<string> own) =>
        seed.Port == options.Port && NodeHost.AddressOf(seed.Host) is { } address
            // Of a node on loopback every other address there may be another one's.
            && (IPAddress.IsLoopback(address) ? seed.Host == options.Host || !IsOnLoopback(options.Host)
            : own.Contains(seed.Host));

    private static bool IsOnLoopback(string host) => NodeHost.AddressOf(host) is { } address && IPAddress.IsLoopback(address);
}
