using System.Globalization;

namespace Actors.Harness;

/// <summary>What became of steady traffic.</summary>
/// <param name="Sent">How many requests, those that were lost included.</param>
/// <param name="Lost">For each that was lost when and why.</param>
/// <param name="Duration">How long it went on.</param>
public sealed record TrafficReport(int Sent, IReadOnlyList<string> Lost, TimeSpan Duration)
{
    private const int Shown = 10;

    /// <summary>There were requests, and all were answered with 200.</summary>
    /// <exception cref="TrafficLostException">One was not, or there were none.</exception>
    public void AssertNothingLost()
    {
        if (Sent == 0 || Lost.Count > 0)
        {
            throw new TrafficLostException($"{this}{string.Concat(Lost.Take(Shown).Select(why => "\n  " + why))}");
        }
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Lost.Count} of {Sent} requests in {Duration.TotalSeconds:0.0} s were lost");
}

/// <summary>Requests were lost that should not have been; the message says how many, when and why.</summary>
public sealed class TrafficLostException(string message) : Exception(message);
