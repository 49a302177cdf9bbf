using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.HaAgent.Orders;

/// <summary>An order as it stands in the file and crosses nodes: one line of JSON. Fields that are not known are passed over.</summary>
internal static class OrderText
{
    /// <summary>Far above what a valid order takes.</summary>
    private const int Longest = 2000;

    public static string Write(string node, NodeOrder order) => JsonSerializer.Serialize(StoredOrder.Of(node, order), OrderJson.Default.StoredOrder);

    /// <summary>Reads one; null where it is none, or not a valid one.</summary>
    public static KeyValuePair<string, NodeOrder>? TryRead(string text)
    {
        try
        {
            return text.Length > Longest ? null : JsonSerializer.Deserialize(text, OrderJson.Default.StoredOrder)?.ToOrder();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An order with its node.</summary>
/// <param name="Node">The node, or the service in the form of <see cref="ServiceOrder.KeyOf"/>.</param>
/// <param name="State">As in <see cref="NodeOrder"/>.</param>
/// <param name="Weight">As in <see cref="NodeOrder"/>.</param>
/// <param name="By">As in <see cref="NodeOrder"/>.</param>
/// <param name="At">As in <see cref="NodeOrder"/>.</param>
/// <param name="Canary">As in <see cref="NodeOrder"/>.</param>
internal sealed record StoredOrder(
    string Node, AdminState? State, int? Weight, string By, DateTimeOffset At, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CanaryShare? Canary = null)
{
    public static StoredOrder Of(string node, NodeOrder order) => new(node, order.State, order.Weight, order.By, order.At, order.Canary);

    /// <summary>The order; null where a field is not what it must be.</summary>
    public KeyValuePair<string, NodeOrder>? ToOrder() =>
        new NodeOrder(State, Weight, By, At) { Canary = Canary } is { IsValid: true } order && ServiceOrder.Fits(Node, order) ? KeyValuePair.Create(Node, order) : null;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StoredOrder))]
[JsonSerializable(typeof(StoredOrder[]))]
internal sealed partial class OrderJson : JsonSerializerContext;
