using System.Globalization;
using System.Text.Json;

namespace Actors.WebNode.Demo;

/// <summary>A delay as a user gives it: a whole number of milliseconds, within a bound.</summary>
public static class Delay
{
    /// <summary>The longest delay, in milliseconds.</summary>
    public const int Longest = 60_000;

    /// <summary>The delay that a request asks for itself, <c>/?delay=MS</c>; <paramref name="fallback"/> where it asks for none.</summary>
    public static bool TryRead(IQueryCollection query, int fallback, out int milliseconds)
    {
        milliseconds = fallback;
        return !query.TryGetValue("delay", out var values)
            || (values is [{ } text] && int.TryParse(
                text, NumberStyles.None, CultureInfo.InvariantCulture, out milliseconds) && milliseconds <= Longest);
    }

    /// <summary>The delay of a body <c>{"delay": MS}</c>.</summary>
    public static bool TryRead(JsonElement body, out int milliseconds)
    {
        milliseconds = 0;
        return body.ValueKind == JsonValueKind.Object && body.TryGetProperty("delay", out var delay)
            && delay.ValueKind == JsonValueKind.Number && delay.TryGetInt32(out milliseconds) && milliseconds is >= 0 and <= Longest;
    }
}
