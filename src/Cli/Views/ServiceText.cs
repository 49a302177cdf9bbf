using System.Globalization;
using Actors.Contracts.Api;

namespace Actors.Cli.Views;

/// <summary>A service in one line of a table.</summary>
internal static class ServiceText
{
    private const int MostRoutes = 4;

    public static readonly string[] Columns = ["SERVICE", "SPEAKS", "NODES", "READY", "ROUTES", "CANARY"];

    /// <summary>Whether there is more to tell than its nodes do.</summary>
    public static bool IsTelling(ServiceReport service) =>
        service is { Nodes: 0 } or { ListenPort: not null } or { Routes.Count: > 0 } or { Canary: not null };

    public static IEnumerable<Cell> Row(ServiceReport service)
    {
        yield return Cell.Of(Words.Of(service.Name));
        yield return Cell.Of(service.ListenPort is { } port ? string.Create(
            CultureInfo.InvariantCulture, $"tcp on port {port}") : Words.Of(service.Protocol).ToLowerInvariant());
        yield return new Cell(Words.Of(service.Nodes), service.Nodes == 0 ? Colours.Bad : Colours.Plain);
        yield return new Cell(Words.Of(service.Ready), service.Ready == 0 ? Colours.Bad : Colours.Good);
        yield return new Cell(Routes(service.Routes));
        yield return new Cell(
            service.Canary is { } canary ? $"{Words.Of(canary.Share)} % to version {Words.Of(canary.Version)}" : "", Colours.Notable);
    }

    private static string Routes(IReadOnlyList<string> routes) =>
        string.Join(' ', routes.Take(MostRoutes).Select(Words.Of)) + (
            routes.Count > MostRoutes ? $" and {Words.Of(routes.Count - MostRoutes)} more" : "");
}
