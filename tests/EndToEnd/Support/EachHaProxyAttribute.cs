using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Actors.EndToEnd.Support;

/// <summary>
/// The cases of a theory: one for each HAProxy, its version the first argument. In the landing tier that is the newest only, in the long
/// one all others, which the runner finds by the trait <c>Versions=Each</c>. Where versions differ in what is asserted: <see cref="AllHaProxiesAttribute"/>.
/// </summary>
/// <param name="more">Further arguments.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
[TraitDiscoverer("Actors.EndToEnd.Support." + nameof(EachHaProxyDiscoverer), "EndToEnd")]
public sealed class EachHaProxyAttribute(params object[] more) : DataAttribute, ITraitAttribute
{
    /// <summary>Whether this case is for the newest only, since another one of the theory shows the same on the others.</summary>
    public bool OnlyNewest { get; init; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => (OnlyNewest, TestRun.IsLong) switch
    {
        (true, true) => [],
        _ => HaProxies.OfTier(HaProxies.Versions, TestRun.IsLong).Select(version => (object[])[version, .. more]),
    };
}

/// <summary>Gives what runs on each HAProxy its trait.</summary>
public sealed class EachHaProxyDiscoverer : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute) => [new("Versions", "Each")];
}

/// <summary>The cases of a theory: one for each HAProxy in either tier, since what is asserted depends on it; its version is the first argument.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllHaProxiesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => HaProxies.Versions.Select(version => (object[])[version]);
}
