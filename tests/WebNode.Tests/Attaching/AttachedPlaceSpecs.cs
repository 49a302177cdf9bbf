using System.Net;
using System.Net.Sockets;
using Actors.WebNode.Attaching;

namespace Actors.WebNode.Tests.Attaching;

/// <summary>When a name has moved: with a name service that answers as it is told, and a clock that does not wait.</summary>
public sealed class AttachedPlaceSpecs
{
    [Theory]
    [InlineData("10.0.0.9|10.0.0.9|10.0.0.9", 3)]
    [InlineData("10.0.0.9|10.0.0.9|10.0.0.8|10.0.0.9|10.0.0.9|10.0.0.9", 6)]
    [InlineData("10.0.0.9|||10.0.0.9|10.0.0.9", 5)]
    public async Task A_name_has_moved_once_three_looks_in_a_row_have_not_named_the_old_address(string answers, int looks)
    {
        var names = new Names(answers);

        Assert.Equal("10.0.0.9", await names.Place().NextAsync("10.0.0.8", () => false, CancellationToken.None));
        Assert.Equal(looks, names.Looks);
    }

    [Fact]
    public async Task It_has_not_while_the_program_answers_at_the_old_address()
    {
        var names = new Names("10.0.0.9|10.0.0.9|10.0.0.9|10.0.0.9|10.0.0.9");

        Assert.Equal("10.0.0.9", await names.Place().NextAsync("10.0.0.8", () => names.Looks < 5, CancellationToken.None));
        Assert.Equal(5, names.Looks);
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_is_said_and_looked_up_again()
    {
        var names = new Names("||10.0.0.9");
        var said = new List<string>();

        Assert.Equal("10.0.0.9", await names.Place().FindAsync(said.Add, CancellationToken.None));
        Assert.Equal(Enumerable.Repeat("the name site leads to no address", 2), said);
    }

    [Fact]
    public async Task A_name_that_leads_to_a_port_of_the_node_itself_leads_nowhere()
    {
        var names = new Names("10.0.0.1|127.0.0.1|10.0.0.9|10.0.0.1|10.0.0.1|10.0.0.1|10.0.0.8|10.0.0.8|10.0.0.8");
        var place = names.Place(own: "Node:ManagementPort");
        var said = new List<string>();

        Assert.Equal("10.0.0.9", await place.FindAsync(said.Add, CancellationToken.None));
        Assert.Equal(2, said.Count);
        Assert.All(said, why => Assert.StartsWith("the name site leads to this node itself (Node:ManagementPort); give", why));

        Assert.Equal("10.0.0.8", await place.NextAsync("10.0.0.9", () => false, CancellationToken.None));
    }

    [Fact]
    public async Task The_nodes_own_address_with_another_port_is_a_program_beside_it() =>
        Assert.Equal("10.0.0.1", await new Names("10.0.0.1").Place().FindAsync(_ => { }, CancellationToken.None));

    private sealed class Names(string answers)
    {
        private readonly string[] _answers = answers.Split('|');

        public int Looks { get; private set; }

        public AttachedPlace Place(string own = "") => new(
            AttachTarget.TryParse("site:80", out _)!, "10.0.0.1", own, new NoWait(), (_, _) =>
                _answers[Looks++] is { Length: > 0 } answer
                    ? Task.FromResult(new[] { IPAddress.Parse(answer) })
                    : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)));
    }

    /// <summary>Each wait of a look is over at once; the limit of one never is.</summary>
    private sealed class NoWait : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == TimeSpan.FromSeconds(2) ? TimeSpan.Zero : dueTime, period);
    }
}
