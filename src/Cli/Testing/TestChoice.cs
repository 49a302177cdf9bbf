namespace Actors.Cli.Testing;

/// <summary>Which of the tests are wanted.</summary>
internal enum TestChoice
{
    /// <summary>All that need nothing special.</summary>
    Usual,

    /// <summary>Those, and the ones that need a container engine.</summary>
    AlsoContainers,

    /// <summary>The ones that need a container engine.</summary>
    OnlyContainers,

    /// <summary>The long ones of faults, which also cut networks and fill disks: they need root, <c>ip</c> and <c>iptables</c>.</summary>
    OnlyFaults,
}
