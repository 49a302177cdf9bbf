using System.Reflection;

namespace Actors.Contracts;

/// <summary>The release that a program is of, or what it is built towards.</summary>
public static class ProductVersion
{
    /// <summary>The same with the commit behind it, such as <c>0.2.0+726377fc6f36898d97c8bea6f96b77cbad5e8871</c>.</summary>
    public static string WithCommit { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Such as <c>0.2.0</c>, or <c>0.2.0-dev.0.460</c>; without the commit that the SDK puts behind it.</summary>
    public static string Text { get; } = WithCommit.Split('+')[0];
}
