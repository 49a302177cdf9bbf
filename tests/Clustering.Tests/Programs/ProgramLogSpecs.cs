using Actors.Clustering.Programs;
using Actors.Clustering.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Actors.Clustering.Tests.Programs;

public sealed class ProgramLogSpecs
{
    [Theory]
    [InlineData(LogFormat.Systemd, "<3>seed: 1 fault\n<3>  Node:Seeds")]
    [InlineData(LogFormat.Text, "seed: 1 fault\n  Node:Seeds")]
    public void Each_line_of_an_error_has_its_priority_for_the_journal(LogFormat format, string written) =>
        Assert.Equal(written, new ProgramLog(format).Failure("seed: 1 fault\n  Node:Seeds"));

    [Theory]
    [InlineData(LogFormat.Systemd, null, "systemd")]
    [InlineData(LogFormat.Json, null, "json")]
    [InlineData(LogFormat.Text, null, "simple")]
    [InlineData(LogFormat.Systemd, "json", "json")]
    public async Task The_host_writes_its_log_so_unless_NETs_own_setting_names_another(LogFormat format, string? named, string written)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Logging:Console:FormatterName"] = named;
        new ProgramLog(format).AddTo(builder.Services);

        await using var app = builder.Build();

        Assert.Equal(written, app.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
    }
}
