using System.Globalization;

namespace Actors.Containers;

/// <summary>The example of a container that may not be rebuilt, with an image that stands in for one of another origin.</summary>
[Collection(PublishedNodesFixture.Collection)]
public sealed class AttachSpecs(PublishedNodesFixture fixture)
{
    private const string Image = "actors-test/site";
    private const string Site = "site";
    private const string Node = "site-node";
    private readonly ContainerSystem _system = fixture.Shared;

    [Fact]
    public async Task An_untouched_container_is_served_by_one_service_more_also_after_a_restart_that_makes_its_network_anew()
    {
        var nodes = await _system.AtLeastAsync(web: 1);
        await _system.Docker.BuildAsync(Repository.PathOf("tests", "Containers", "Attach"), Image);
        try
        {
            await _system.OverlayAsync(
                Path.Combine("examples", "compose-attach", "docker-compose.yml"),
                Path.Combine("tests", "Containers", "Attach", "attach.yml"));
            var (site, node) = (await _system.ContainerAsync(Site), await _system.ContainerAsync(Node));
            await AnswersAsync();

            await _system.Docker.RestartAsync(site);

            // HAProxy may find the site where it was before its node is back.
            await _system.EventuallyAsync("the node is started again, and joins", async () =>
                (await _system.Docker.LogsAsync(node)).Split("The network that this node stood in is gone") is [_, var after]
                    && after.Contains("MemberUp site-1", StringComparison.Ordinal)
                    ? null
                    : "not yet");
            Assert.Equal("1", await _system.Docker.InspectAsync(node, "{{.RestartCount}}"));
            await AnswersAsync();

            await _system.Docker.StopAsync(node);
            Assert.Equal("0", await _system.Docker.InspectAsync(node, "{{.State.ExitCode}}"));
            Assert.Equal("true", await _system.Docker.InspectAsync(site, "{{.State.Running}}"));
        }
        catch (Exception)
        {
            await TellAsync();
            throw;
        }
        finally
        {
            await _system.Docker.RemoveAsync(
                [.. (await _system.Compose.ContainersAsync()).Where(one => one.Service is Site or Node).Select(one => one.Id)]);
        }

        await _system.ServedByAsync("the site is gone", nodes);
    }

    private Task AnswersAsync() => _system.EventuallyAsync("the site answers through HAProxy", async () =>
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, _system.Ha.Service);
        request.Headers.Host = "site.example.com";
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return body == "untouched" ? null : string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {body}");
    });

    private async Task TellAsync()
    {
        foreach (var container in (await _system.Compose.ContainersAsync()).Where(one => one.Service is Site or Node))
        {
            _system.Report(await _system.Docker.LogsAsync(container.Id));
        }
    }
}
