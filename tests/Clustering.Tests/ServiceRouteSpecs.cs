namespace Actors.Clustering.Tests;

public sealed class ServiceRouteSpecs
{
    [Theory]
    [InlineData("api.example.com", "api.example.com/")]
    [InlineData("API.Example.com/", "api.example.com/")]
    [InlineData("/admin/", "/admin")]
    [InlineData("/", "/")]
    [InlineData("example.com/shop/v1.2/~x_y", "example.com/shop/v1.2/~x_y")]
    [InlineData(" /b , /a,/b/", "/a,/b")]
    [InlineData("", "")]
    public void A_list_has_one_form(string text, string written) =>
        Assert.Equal(written, ServiceRoute.Written(ServiceRoute.TryParseAll(text)!.Value));

    [Theory]
    [InlineData(",")]
    [InlineData("/a,,/b")]
    [InlineData("/a//b")]
    [InlineData("/a/./b")]
    [InlineData("/..")]
    [InlineData("/a b")]
    [InlineData("/a#b")]
    [InlineData("/a%20b")]
    [InlineData("/ä")]
    [InlineData("/a;b")]
    [InlineData("/a\\b")]
    [InlineData("/a\nb")]
    [InlineData("-a.example.com")]
    [InlineData("example.com:8080")]
    [InlineData("*.example.com")]
    [InlineData("a..b")]
    [InlineData("[::1]/a")]
    [InlineData("${HOME}/a")]
    public void What_is_no_route_is_refused(string text) => Assert.Null(ServiceRoute.TryParseAll(text));

    [Fact]
    public void The_number_and_the_length_are_bounded()
    {
        Assert.NotNull(ServiceRoute.TryParseAll(string.Join(',', Enumerable.Range(0, ServiceRoute.MostOfNode).Select(i => $"/r{i}"))));
        Assert.Null(ServiceRoute.TryParseAll(string.Join(',', Enumerable.Range(0, ServiceRoute.MostOfNode + 1).Select(i => $"/r{i}"))));
        Assert.Null(ServiceRoute.TryParseAll("/" + new string('a', 200)));
        Assert.Null(ServiceRoute.TryParseAll(string.Join(',', Enumerable.Range(0, 20).Select(i => $"/{i}{new string('a', 150)}"))));
    }
}
