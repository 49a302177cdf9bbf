using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Actors.EndToEnd.Support;

/// <summary>Cases of a theory by HAProxy, whose version is the first argument, and which of them run in which tier.</summary>
/// <param name="more">Further arguments.</param>
public abstract class HaProxyCasesAttribute(object[] more) : DataAttribute
{
    public sealed override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        In(HaProxies.Versions, TestRun.IsLong).Select(version => (object[])[version, .. more]);

    /// <summary>Those of <paramref name="versions"/>, the newest last, that have a case in a tier.</summary>
    public abstract IReadOnlyList<string> In(IReadOnlyList<string> versions, bool isLong);
}

/// <summary>
/// The newest HAProxy in the landing tier, all others in the long one, which the runner finds by the trait <c>Versions=Each</c>. Where
/// versions differ in what is asserted: <see cref="AllHaProxiesAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
[TraitDiscoverer("Actors.EndToEnd.Support." + nameof(EachHaProxyDiscoverer), "EndToEnd")]
public sealed class EachHaProxyAttribute(params object[] more) : HaProxyCasesAttribute(more), ITraitAttribute
{
    public override IReadOnlyList<string> In(IReadOnlyList<string> versions, bool isLong) =>
        isLong ? [.. versions.SkipLast(1)] : [versions[^1]];
}

/// <summary>The newest HAProxy in the long tier: another case of the theory shows much the same at each landing.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
[TraitDiscoverer("Actors.EndToEnd.Support." + nameof(EachHaProxyDiscoverer), "EndToEnd")]
public sealed class NewestInLongTierAttribute(params object[] more) : HaProxyCasesAttribute(more), ITraitAttribute
{
    public override IReadOnlyList<string> In(IReadOnlyList<string> versions, bool isLong) => isLong ? [versions[^1]] : [];
}

/// <summary>Gives what has cases in both tiers its trait.</summary>
public sealed class EachHaProxyDiscoverer : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) => [new("Versions", "Each")];
}

/// <summary>Each HAProxy in the tier of the test, since what is asserted depends on it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllHaProxiesAttribute() : HaProxyCasesAttribute([])
{
    public override IReadOnlyList<string> In(IReadOnlyList<string> versions, bool isLong) => versions;
}
