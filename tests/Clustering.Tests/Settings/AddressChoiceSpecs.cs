using System.Net;
using Actors.Clustering.Settings;

namespace Actors.Clustering.Tests.Settings;

public sealed class AddressChoiceSpecs
{
    [Theory]
    [InlineData("10.1.2.3", "127.0.0.1 ::1 fe80::1 fd00::1 10.1.2.3")]
    [InlineData("fd00::1", "127.0.0.1 ::1 fe80::1 fd00::1")]
    [InlineData("fd00::1", "::1 fe80::1 169.254.7.7 fd00::1 2001:db8::1")]
    [InlineData("169.254.7.7", "127.0.0.1 169.254.7.7 fe80::1")]
    [InlineData("127.0.0.1", "::1 127.0.0.1 fe80::1")]
    [InlineData("::1", "::1 fe80::1")]
    [InlineData("127.0.0.1", "")]
    public void A_machine_is_told_by_the_address_that_others_reach(string told, string own) =>
        Assert.Equal(told, AddressChoice.Own(Parse(own)));

    [Theory]
    [InlineData("10.0.0.7", "fd00::7 10.0.0.7", "10.1.2.3")]
    [InlineData("fd00::7", "10.0.0.7 fd00::7", "fd00::1")]
    [InlineData("fd00::7", "fe80::7 fd00::7", "10.1.2.3")]
    [InlineData("10.0.0.7", "10.0.0.7", "fd00::1")]
    [InlineData(null, "fe80::7", "fd00::1")]
    [InlineData(null, "", "10.1.2.3")]
    public void A_name_stands_for_its_address_of_the_machines_own_family(string? address, string all, string own) =>
        Assert.Equal(address, AddressChoice.OfName(Parse(all), own));

    private static IEnumerable<IPAddress> Parse(string addresses) =>
        addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse);
}
