using System.Text.Json;
using Actors.HaAgent.Api;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Reporting;
using Actors.HaAgent.Reconciling;

namespace Actors.HaAgent.Tests.Api;

/// <summary>What operators read of a node.</summary>
public sealed class NodeViewSpecs
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly ServerStanding Standing =
        new(Sample.Server("web-1", weight: 50).Saying(node => node with { Zone = "rack-7" }) with { Weight = 7 }, "file", Now);
    private static readonly WaitingNode Waiting =
        new("web-2", "shop", "10.0.0.2", "404", Now, 3001, "2.1", 40) { Zone = "rack-8" };

    [Fact]
    public void A_node_and_one_that_waits_are_shown_as_they_say_and_stand()
    {
        var nodes = NodeViews.Of([StatusReports.Of(Standing)], [Waiting], [], OverrideBook.Empty, []);

        Assert.Equal(
            [("web-1", "web", "10.0.0.1", 3000, "1.0.0", 7, "file", "rack-7"), (
                "web-2", "shop", "10.0.0.2", 3001, "2.1", 40, "report", "rack-8")],
            nodes.Select(node => (node.Name, node.Service, node.Address, node.Port, node.Version, node.Weight, node.Source, node.Zone)));
        Assert.Equal([(AdminState.Ready, ""), (AdminState.Drain, "not ready: 404")], nodes.Select(node => (node.State, node.Why)));
    }

    [Fact]
    public void The_status_has_the_same_fields_as_ever()
    {
        Assert.Equal(
            ["address", "name", "port", "service", "since", "source", "state", "version", "weight", "why", "zone"],
            FieldsOf(StatusReports.Of(Standing)));
        Assert.Equal(["address", "name", "port", "reason", "service", "since", "version", "weight", "zone"], FieldsOf(Waiting));
    }

    private static IEnumerable<string> FieldsOf<T>(T value) =>
        JsonSerializer.SerializeToElement(value, JsonSerializerOptions.Web).EnumerateObject().Select(field => field.Name)
            .Order(StringComparer.Ordinal);
}
