using System.Reflection;

namespace Actors.EndToEnd;

/// <summary>A run with one HAProxy only must not be taken for one with both, and no test may lose one of them between the tiers.</summary>
public sealed class HaProxiesSpecs
{
    private static readonly string[] Both = ["2.6", "3.0"];

    private static IReadOnlyList<MethodInfo> Tests { get; } =
        [.. typeof(HaProxiesSpecs).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method =>
            method.GetCustomAttribute<FactAttribute>() is not null)];

    [Fact]
    public void Where_it_is_required_there_is_a_HAProxy_with_dynamic_servers() => Assert.True(
        Environment.GetEnvironmentVariable("ACTORS_REQUIRE_NEWER_HAPROXY") != "1" || HaProxies.Versions.Any(HaProxies.HasDynamicServers),
        $"ACTORS_REQUIRE_NEWER_HAPROXY is 1, but {HaProxies.NewerVariable} names none and tests/newer-haproxy.sh has put none into "
            + ".run/haproxy.");

    [Fact]
    public void A_test_that_takes_a_HAProxy_has_its_cases_by_version_and_no_other_has()
    {
        Assert.Contains(Tests, TakesHaProxy);
        Assert.All(Tests, test =>
        {
            var data = test.GetCustomAttributes<Xunit.Sdk.DataAttribute>().ToList();
            Assert.True(
                TakesHaProxy(test)
                ? data.Count > 0 && data.All(one => one is HaProxyCasesAttribute)
                : !data.Any(one => one is HaProxyCasesAttribute),
                $"{NameOf(test)}: exactly those tests whose first parameter is haProxy get it from {nameof(EachHaProxyAttribute)} and its "
                    + "like.");
        });
    }

    [Fact]
    public void Each_of_them_runs_on_the_newest_and_by_one_of_its_cases_on_the_others_too() => Assert.All(Tests.Where(TakesHaProxy), test =>
    {
        var cases = test.GetCustomAttributes<HaProxyCasesAttribute>().ToList();
        bool[] tiers = IsLong(test) ? [true] : cases.Any(one => one is Xunit.Sdk.ITraitAttribute) ? [false, true] : [false];
        Assert.True(
            Both.All(version => tiers.Any(isLong => cases.Any(one => one.In(Both, isLong).Contains(version)))),
            $"{NameOf(test)} runs on one HAProxy only: what is in the long tier takes {nameof(AllHaProxiesAttribute)}.");
    });

    private static bool TakesHaProxy(MethodInfo test) => test.GetParameters() is [{ Name: "haProxy" }, ..];

    private static bool IsLong(MethodInfo test) =>
        new[] { test.CustomAttributes, test.DeclaringType!.CustomAttributes }.SelectMany(attributes => attributes)
        .Any(attribute =>
        attribute.AttributeType == typeof(TraitAttribute) && attribute.ConstructorArguments is [{ Value: "Tier" }, { Value: "Long" }]);

    private static string NameOf(MethodInfo test) => $"{test.DeclaringType!.Name}.{test.Name}";
}
