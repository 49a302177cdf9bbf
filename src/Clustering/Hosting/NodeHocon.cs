using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Akka.Configuration;

namespace Actors.Clustering.Hosting;

/// <summary>
/// Merges the settings of Akka: values from the node's options, above the role's file, above the shared one. What is set, and why, stands
/// in the files (<c>hocon/</c>); here only values are filled in.
/// </summary>
public static class NodeHocon
{
    /// <summary>The merged configuration.</summary>
    /// <param name="options">The node's options.</param>
    /// <param name="plan">The nodes that it asks to be let in.</param>
    /// <param name="identity">Its roles and AppVersion.</param>
    /// <param name="roleHocon">The text of the role's own file.</param>
    public static Config Build(NodeOptions options, SeedPlan plan, NodeIdentity identity, string roleHocon) =>
        ConfigurationFactory.ParseString(Values(options, plan, identity))
            .WithFallback(ConfigurationFactory.ParseString(roleHocon))
            .WithFallback(ConfigurationFactory.ParseString(EmbeddedText.Read(typeof(NodeHocon).Assembly, "cluster.hocon")));

    /// <summary>What the options fill in.</summary>
    internal static string Values(NodeOptions options, SeedPlan plan, NodeIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(identity);
        return string.Create(CultureInfo.InvariantCulture, $$"""
            akka.remote.dot-netty.tcp {
              public-hostname = {{Quoted(options.Host)}}
              hostname = {{Quoted(options.BindHost)}}
              port = {{options.Port}}
              dns-use-ipv6 = {{(options.UsesIPv6 ? "on" : "off")}}
              enable-ssl = {{(options.Tls is null ? "off" : "on")}}
            }
            akka.cluster {
              roles = [{{string.Join(", ", identity.Roles.Select(Quoted))}}]
              app-version = {{Quoted(identity.AppVersion)}}
              seed-node-timeout = {{(long)plan.FormAfter.TotalMilliseconds}}ms
            }
            """);
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, HoconJson.Default.String);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class HoconJson : System.Text.Json.Serialization.JsonSerializerContext;

/// <summary>Reads texts that are compiled into an assembly.</summary>
public static class EmbeddedText
{
    /// <summary>The text of the resource <paramref name="name"/>.</summary>
    /// <exception cref="InvalidOperationException">There is no such resource.</exception>
    public static string Read(Assembly assembly, string name)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no resource '{name}'");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
