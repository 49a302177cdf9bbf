namespace Actors.Clustering.Seeds;

/// <summary>What a source has given when it was asked.</summary>
/// <param name="Seeds">The seeds, in any order; null where it could not be asked, so that what it gave before still counts.</param>
/// <param name="Fault">What is wrong, in words; empty for nothing.</param>
public sealed record SeedAnswer(IReadOnlyList<SeedAddress>? Seeds, string Fault = "");
