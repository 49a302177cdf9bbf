using System.Net.NetworkInformation;

namespace Actors.Clustering.Tests;

public sealed class NetworkCardsSpecs
{
    // ARG: what .NET throws where a card goes while its address is read.
    [Theory]
    [InlineData("", "read")]
    [InlineData("ARG NET ARG", "read")]
    [InlineData("ARG ARG ARG ARG ARG ARG ARG ARG ARG ARG", "NetworkInformationException")]
    [InlineData("NET NET NET NET NET NET NET NET NET NET", "NetworkInformationException")]
    [InlineData("OTHER", "InvalidOperationException")]
    public void Cards_that_change_meanwhile_are_looked_at_again(string thrown, string comesTo)
    {
        var faults = new Queue<string>(thrown.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        string Come()
        {
            try
            {
                return NetworkCards.Read(() => faults.TryDequeue(out var fault) ? throw FaultOf(fault) : [], _ => "read");
            }
            catch (Exception error) when (error is NetworkInformationException or InvalidOperationException)
            {
                return error.GetType().Name;
            }
        }

        Assert.Equal(comesTo, Come());
    }

    [Fact]
    public void Of_this_machine_they_are_read() =>
        Assert.NotEmpty(NetworkCards.Read(cards => cards.SelectMany(card => card.GetIPProperties().UnicastAddresses).ToList()));

    private static Exception FaultOf(string fault) => fault switch
    {
        "ARG" => new ArgumentException("An invalid IP address was specified."),
        "NET" => new NetworkInformationException(),
        _ => new InvalidOperationException(),
    };
}
