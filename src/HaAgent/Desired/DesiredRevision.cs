using System.Globalization;

namespace Actors.HaAgent.Desired;

/// <summary>
/// Which desired state it is. It rises with whatever that follows from: a snapshot, an override, a template. Never the same twice in a
/// process.
/// </summary>
/// <param name="Number">Rises by one.</param>
public readonly record struct DesiredRevision(long Number)
{
    /// <summary>None yet.</summary>
    public static readonly DesiredRevision None;

    /// <summary>The next one.</summary>
    public DesiredRevision Next => new(Number + 1);

    /// <inheritdoc />
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
