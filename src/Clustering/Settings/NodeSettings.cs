using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace Actors.Clustering.Settings;

/// <summary>
/// Where settings come from: what is built in, <c>appsettings.json</c> beside the program, then the environment, then the command line.
/// </summary>
public static class NodeSettings
{
    /// <summary>Prefix of our environment variables; <c>ACTORS_NODE__NAME</c> is <c>Node:Name</c>.</summary>
    public const string EnvironmentPrefix = "ACTORS_";

    // What a program writes to its log where no setting says otherwise, and how a line of text looks (LogFormats).
    private static readonly Dictionary<string, string?> BuiltIn = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Akka.Actor.ActorSystem"] = "Warning",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-ddTHH:mm:ss.fffZ ",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
    };

    /// <summary>Adds what is built in below what is there, the environment and the command line, in this order, above it.</summary>
    public static void AddNodeSettings(this IConfigurationBuilder configuration, string[] args)
    {
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = BuiltIn });
        configuration.AddEnvironmentVariables(EnvironmentPrefix);
        // What is written otherwise is refused by name (UnknownSettings); the library would skip it, or throw.
        configuration.AddCommandLine(
            [.. GivenSettings.OfLine(args).Where(given =>
                given is { Path: not null, Value: not null }).Select(given => $"--{given.Path}={given.Value}")]);
    }
}
