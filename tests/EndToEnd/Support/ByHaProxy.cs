using Xunit.Abstractions;
using Xunit.Sdk;

namespace Actors.EndToEnd.Support;

/// <summary>
/// The order of the tests of a class: by the HAProxy that they take, the newest first, so that a shared system changes it as seldom as can
/// be; then by name.
/// </summary>
public sealed class ByHaProxy : ITestCaseOrderer
{
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase => testCases
        .OrderBy(test =>
        test.TestMethodArguments is [string version, ..] && HaProxies.Versions.Contains(version)
            ? HaProxies.Versions.Count - HaProxies.Versions.ToList().IndexOf(version)
            : 0)
        .ThenBy(test => test.DisplayName, StringComparer.Ordinal);
}
