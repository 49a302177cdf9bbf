using Actors.Backend;
using Shop;

var builder = WebApplication.CreateBuilder(args);

// Behind HAProxy with this one line: seeds and service are in appsettings.json, and each copy's name and ports on its command line.
builder.AddHaProxyBackend(o => o.HealthTag = "ready");

var doors = new Doors(open: builder.Configuration["Doors"] != "closed");
builder.Services.AddHealthChecks().AddCheck("doors", doors, tags: ["ready"]);

var app = builder.Build();
var name = builder.Configuration["HaProxyBackend:Node:Name"] ?? Environment.MachineName;

app.MapGet("/", () => new { host = name, goods = new[] { "tea", "bread", "soap" } });
app.MapGet("/slow", async (int ms, CancellationToken cancelled) =>
{
    await Task.Delay(Math.Clamp(ms, 0, 60_000), cancelled);
    return name;
});
app.MapPost("/doors/{open:bool}", (bool open) => doors.Open = open);
app.MapHealthChecks("/health");
app.Run();
