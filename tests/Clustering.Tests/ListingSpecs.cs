namespace Actors.Clustering.Tests;

public sealed class ListingSpecs
{
    [Theory]
    [InlineData(0, "0 commands")]
    [InlineData(1, "1 command")]
    [InlineData(1200, "1200 commands")]
    public void A_number_of_something_has_its_plural(int number, string counted) => Assert.Equal(counted, Listing.Count(number, "command"));
}
