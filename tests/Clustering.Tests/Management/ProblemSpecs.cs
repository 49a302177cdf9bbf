using System.Text;
using Actors.Clustering.Management;
using Actors.Contracts.Api;
using Microsoft.AspNetCore.Http;

namespace Actors.Clustering.Tests.Management;

public sealed class ProblemSpecs
{
    [Fact]
    public async Task A_problem_is_json_of_its_own_media_type() => Assert.Equal(
        (409, "application/problem+json", """{"type":"urn:actors:problem:member-leaves","title":"It leaves","status":409,"detail":"'web-1' is Leaving."}"""),
        await WrittenAsync(http => Problem.WriteAsync(http, 409, ProblemTypes.MemberLeaves, "It leaves", "'web-1' is Leaving.")));

    [Fact]
    public async Task A_bad_field_is_named() => Assert.Equal(
        (400, "application/problem+json",
        """{"type":"urn:actors:problem:bad-field","title":"A field cannot be used","status":400,"detail":"address = 'x': no","errors":{"address":["address = 'x': no"]}}"""),
        await WrittenAsync(http => Problem.WriteBadFieldAsync(http, "address", "address = 'x': no")));

    private static async Task<(int Status, string? ContentType, string Body)> WrittenAsync(Func<HttpContext, Task> write)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext();
        http.Response.Body = body;

        await write(http);

        return (http.Response.StatusCode, http.Response.ContentType, Encoding.UTF8.GetString(body.ToArray()));
    }
}
