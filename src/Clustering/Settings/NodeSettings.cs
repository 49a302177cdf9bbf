using Microsoft.Extensions.Configuration;

namespace Actors.Clustering.Settings;

/// <summary>Where settings come from: <c>appsettings.json</c>, then the environment, then the command line.</summary>
public static class NodeSettings
{
    /// <summary>Prefix of our environment variables; <c>ACTORS_NODE__NAME</c> is <c>Node:Name</c>.</summary>
    public const string EnvironmentPrefix = "ACTORS_";

    /// <summary>Adds the environment and the command line, in this order, above what is there.</summary>
    public static void AddNodeSettings(this IConfigurationBuilder configuration, string[] args)
    {
        configuration.AddEnvironmentVariables(EnvironmentPrefix);
        // What is written otherwise is refused by name (UnknownSettings); the library would skip it, or throw.
        configuration.AddCommandLine(
            [.. GivenSettings.OfLine(args).Where(given =>
                given is { Path: not null, Value: not null }).Select(given => $"--{given.Path}={given.Value}")]);
    }
}
