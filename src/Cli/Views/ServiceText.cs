using System.Globalization;
using Actors.Contracts.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Views;

/// <summary>A service in one line of a table.</summary>
internal static class ServiceText
{
    private const int MostRoutes = 4;

    /// <summary>Of an agent that does not say what clients get.</summary>
    public static readonly Column[] Columns =
        ["SERVICE", "SPEAKS", Column.Number("NODES"), Column.Number("READY"), "ROUTES", Column.Text("CANARY")];

    private static readonly Column[] HealthColumns =
    [
        "SERVICE", "HEALTH", Column.Number("SERVING"), new("ROUTES", Drop: 3), "CANARY", Column.Number("REQUESTS", 2),
        Column.Number("ERRORS", 1), Column.Text("WHY"),
    ];

    private static readonly Column[] WideColumns =
    [
        "SERVICE", "SPEAKS", "HEALTH", Column.Number("SERVING"), "ROUTES", "CANARY", Column.Number("REQUESTS"), Column.Number("ERRORS"),
        "STATES", Column.Text("WHY"),
    ];

    /// <summary>Services with what their clients get.</summary>
    public static IRenderable Table(IReadOnlyCollection<ServiceView> services, bool isWide) => services.Count == 0
        ? new Text("There are no services.", Colours.Notable)
        : Cell.Table(isWide ? WideColumns : HealthColumns, services.Select(service => Row(service, isWide)));

    /// <summary>What clients get, in a word.</summary>
    public static Cell Health(ServiceHealth health) => new(Words.Of(health).ToLowerInvariant(), health switch
    {
        ServiceHealth.Healthy => Colours.Good,
        ServiceHealth.Degraded => Colours.Notable,
        _ => Colours.Bad,
    });

    /// <summary>Whether there is more to tell than its nodes do.</summary>
    public static bool IsTelling(ServiceReport service) =>
        service is { Nodes: 0 } or { ListenPort: not null } or { Routes.Count: > 0 } or { Canary: not null };

    public static IEnumerable<Cell> Row(ServiceReport service)
    {
        yield return Cell.Of(Words.Of(service.Name));
        yield return Speaks(service);
        yield return new Cell(Words.Of(service.Nodes), service.Nodes == 0 ? Colours.Bad : Colours.Plain);
        yield return new Cell(Words.Of(service.Ready), service.Ready == 0 ? Colours.Bad : Colours.Good);
        yield return new Cell(Routes(service.Routes));
        yield return Canary(service);
    }

    private static IEnumerable<Cell> Row(ServiceView service, bool isWide)
    {
        yield return Cell.Of(Words.Of(service.Name));
        if (isWide)
        {
            yield return Speaks(service);
        }

        var health = Health(service.Health);
        yield return health;
        yield return new Cell($"{Words.Of(service.Serving)}/{Words.Of(service.Nodes)}", health.Style);
        yield return new Cell(Routes(service.Routes));
        yield return Canary(service);
        yield return Cell.Of(Words.Of(service.Requests));
        yield return new Cell(Words.Of(service.Errors), service.Errors > 0 ? Colours.Bad : Colours.Plain);
        if (isWide)
        {
            yield return Cell.Of(string.Join(", ", service.States.Select(state => $"{Words.Of(state.Value)} {Words.Of(state.Key)}")));
        }

        yield return new Cell(Words.Of(service.HealthWhy));
    }

    private static Cell Speaks(ServiceReport service) => Cell.Of(service.ListenPort is { } port
        ? string.Create(CultureInfo.InvariantCulture, $"tcp on port {port}")
        : Words.Of(service.Protocol).ToLowerInvariant());

    private static Cell Canary(ServiceReport service) => new(
        service.Canary is { } canary
            ? $"{Words.Of(canary.Share)} % to version {Words.Of(canary.Version)}"
                + (service.Override is { } given ? $" {Words.Of(given.ByWhom)}" : "")
            : "",
        Colours.Notable);

    private static string Routes(IReadOnlyList<string> routes) =>
        string.Join(' ', routes.Take(MostRoutes).Select(Words.Of)) + (
            routes.Count > MostRoutes ? $" and {Words.Of(routes.Count - MostRoutes)} more" : "");
}
