using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// The content of a node file: every field of the node's description, then what HAProxy gives the server. A field that is not known is
/// skipped, and one that is missing has its default, so that agents of two releases read each other's files.
/// </summary>
internal static class NodeFile
{
    private static readonly NodeDescription Defaults = new("", "", 0, 0, "");

    // Without them there is no node.
    private static readonly string[] Required = [
        .. new[] { nameof(NodeDescription.Name), nameof(NodeDescription.Service), nameof(NodeDescription.Port),
            nameof(NodeDescription.Weight), nameof(NodeDescription.Version) }.Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>The file of a server.</summary>
    public static byte[] Write(ServerState server)
    {
        var content = FieldsOf(server.Description with { Weight = server.Weight });
        foreach (
            var (key, value) in JsonSerializer.SerializeToNode(
                new Placement(server.Address, server.Admin, server.Why), NodeFileJson.Default.Placement)!.AsObject().ToList())
        {
            content[key] = value?.DeepClone();
        }

        return JsonSerializer.SerializeToUtf8Bytes(content, NodeFileJson.Default.JsonObject);
    }

    /// <summary>Reads it back. It may have been edited by hand: the rules for nodes from the network hold for it too.</summary>
    /// <exception cref="FormatException">A field is not what it must be.</exception>
    /// <exception cref="JsonException">It is no JSON object, or a field is missing or of another type.</exception>
    public static ServerState Read(ReadOnlySpan<byte> content)
    {
        var file = ObjectIn(content);
        var placement = file.Deserialize(NodeFileJson.Default.Placement)!;
        var fields = FieldsOf(Defaults);
        foreach (var key in Required)
        {
            fields.Remove(key);
        }

        foreach (var (key, value) in file)
        {
            fields[key] = value?.DeepClone();
        }

        var description = fields.Deserialize(NodeFileJson.Default.NodeDescription)!;
        if (NodeDescription.TryRead(description.ToAppVersion(), out var faults) != description)
        {
            throw new FormatException(faults.Count > 0 ? string.Join("; ", faults) : "a field of the description is not what it must be");
        }

        return IPAddress.TryParse(placement.Address, out var address) && address.ToString() == placement.Address
            ? new ServerState(description, placement.Address, description.Weight, placement.State, placement.Why)
            : throw new FormatException($"the address '{placement.Address}' is no IP address in its shortest form");
    }

    private static JsonObject ObjectIn(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, NodeFileJson.Default.JsonObject) ?? throw new FormatException("it is null");
        }
        catch (ArgumentException error)
        {
            throw new FormatException("a field stands in it twice", error);
        }
    }

    private static JsonObject FieldsOf(NodeDescription description) =>
        JsonSerializer.SerializeToNode(description, NodeFileJson.Default.NodeDescription)!.AsObject();

    internal sealed record Placement(string Address, AdminState State, string Why);
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, WriteIndented = true, UseStringEnumConverter = true, AllowDuplicateProperties = false,
    RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(NodeDescription))]
[JsonSerializable(typeof(NodeFile.Placement))]
internal sealed partial class NodeFileJson : JsonSerializerContext;
