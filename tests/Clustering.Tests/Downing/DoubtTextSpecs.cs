using Actors.Clustering.Downing;
using Akka.Actor;

namespace Actors.Clustering.Tests.Downing;

public sealed class DoubtTextSpecs
{
    [Fact]
    public void Members_are_read_as_they_were_sent_and_what_is_no_address_is_passed_over()
    {
        Address[] members = [new("akka.tcp", "actors", "10.0.0.1", 4053), new("akka.tcp", "actors", "10.0.0.2", 4053)];

        Assert.Equal(members, DoubtText.Read([.. DoubtText.Of(members), "nonsense"]));
    }
}
