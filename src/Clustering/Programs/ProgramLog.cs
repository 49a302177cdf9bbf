using Actors.Clustering.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Console;

namespace Actors.Clustering.Programs;

/// <summary>A program's log, and what is said on standard error before there is one.</summary>
/// <param name="format">How it is written.</param>
internal sealed class ProgramLog(LogFormat format)
{
    // Of syslog(3), as systemd reads it.
    private const string ErrorPriority = "<3>";

    /// <summary>Has the host write its log so.</summary>
    public void AddTo(IServiceCollection services)
    {
        // One that is named for .NET's log stays. The host's builder names one itself, so what is there already says nothing.
        services.AddOptions<ConsoleLoggerOptions>().Configure<IConfiguration>((console, settings) =>
            console.FormatterName = settings["Logging:Console:FormatterName"] ?? format switch
            {
                LogFormat.Systemd => ConsoleFormatterNames.Systemd,
                LogFormat.Json => ConsoleFormatterNames.Json,
                _ => ConsoleFormatterNames.Simple,
            });
        if (format == LogFormat.Systemd)
        {
            // The journal has its own.
            services.Configure<ConsoleFormatterOptions>(systemd => systemd.TimestampFormat = null);
        }
    }

    /// <summary>Says on standard error why the program cannot go on.</summary>
    /// <param name="text">One line or more.</param>
    public Task FailAsync(string text) => Console.Error.WriteLineAsync(Failure(text));

    /// <summary>The lines of an error, each with its priority where the journal reads them.</summary>
    internal string Failure(string text) => format == LogFormat.Systemd
        ? ErrorPriority + text.Replace("\n", "\n" + ErrorPriority, StringComparison.Ordinal)
        : text;
}
