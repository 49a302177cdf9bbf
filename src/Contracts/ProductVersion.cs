using System.Reflection;

namespace Actors.Contracts;

/// <summary>The release that a program is of, or what it is built towards.</summary>
public static class ProductVersion
{
    /// <summary>Such as <c>0.2.0</c>, or <c>0.2.0-dev.0.460</c>; without the commit that the SDK puts behind it.</summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
