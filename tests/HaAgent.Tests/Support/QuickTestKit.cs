using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace Actors.HaAgent.Tests.Support;

/// <summary>
/// The kit that tests of actors derive from. Akka's own looks again after a tenth of the longest wait, which is three seconds where a
/// test is patient; this one looks every 20 ms, so a test ends as soon as it may.
/// </summary>
public abstract class QuickTestKit : TestKit
{
    /// <summary>As long as a busy machine may take.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    protected QuickTestKit(string hocon, string? system = null)
        : base(ConfigurationFactory.ParseString(hocon), system)
    {
    }

    /// <summary>Waits until the assertion holds, at most for <see cref="Patience"/>.</summary>
    protected void AwaitAssert(Action assertion) => AwaitAssert(assertion, Patience, LookEvery);

    /// <inheritdoc cref="AwaitAssert(Action)" />
    protected Task AwaitAssertAsync(Func<Task> assertion) => AwaitAssertAsync(assertion, Patience, LookEvery);

    /// <inheritdoc cref="AwaitAssert(Action)" />
    protected Task AwaitAssertAsync(Action assertion) => AwaitAssertAsync(assertion, Patience, LookEvery);

    /// <summary>Waits until the condition holds, at most for <see cref="Patience"/>.</summary>
    protected void AwaitCondition(Func<bool> condition) => AwaitCondition(condition, Patience, LookEvery);
}
