using Actors.Clustering.Seeds;

namespace Actors.Protocols.Harness;

/// <summary>One name, and the nodes behind it. Each node has the answer of a moment ago, as name services give it.</summary>
/// <param name="cluster">Whose nodes ask.</param>
internal sealed class NameService(TestCluster cluster)
{
    /// <summary>The name, as a source of seeds.</summary>
    public static readonly SeedSource.Name Name = new("seeds.test", 4053);

    private readonly List<(TimeSpan At, SeedAddress[] Seeds)> _answers = [];

    /// <summary>How old the answers are that a node gets.</summary>
    public Func<TestNode, TimeSpan> Age { get; init; } = _ => TimeSpan.Zero;

    /// <summary>All nodes find their seeds by the name, from their next start on.</summary>
    public void Serve(IEnumerable<TestNode> nodes)
    {
        foreach (var node in nodes)
        {
            node.Options = node.Options with { Seeds = [Name] };
            node.Finds = _ => Answer(cluster.Now - Age(node));
        }
    }

    /// <summary>From now on these are behind the name.</summary>
    public void Say(params string[] names) => _answers.Add((cluster.Now, [.. names.Select(name => cluster[name].Address)]));

    /// <summary>As a node starts, it is behind the name too.</summary>
    public async Task StartAsync(params string[] names)
    {
        foreach (var name in names)
        {
            SeedAddress[] before = _answers.Count > 0 ? _answers[^1].Seeds : [];
            _answers.Add((cluster.Now, [.. before, cluster[name].Address]));
            await cluster.StartAsync(name);
        }
    }

    private SeedAnswer Answer(TimeSpan at) =>
        _answers.LastOrDefault(answer => answer.At <= at).Seeds is { Length: > 0 } seeds ? new(seeds) : new([], "leads to no address");
}
