namespace Actors.Dev.Packing;

/// <summary>A kind of processor that there are packages for, by the names that .NET, Debian and ELF have for it.</summary>
/// <param name="Name">As the user writes it.</param>
/// <param name="Runtime">.NET's.</param>
/// <param name="Debian">Debian's, which is also that of container images.</param>
/// <param name="Triple">Of a compiler for it.</param>
/// <param name="ElfMachine">In the header of an executable.</param>
internal sealed record PackTarget(string Name, string Runtime, string Debian, string Triple, ushort ElfMachine)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<PackTarget> All { get; } =
    [
        new("x64", "linux-x64", "amd64", "x86_64-linux-gnu", 62),
        new("arm64", "linux-arm64", "arm64", "aarch64-linux-gnu", 183),
    ];

    /// <summary>The one of that name.</summary>
    public static PackTarget Named(string name) => All.Single(target => target.Name == name);

    /// <summary>The one of a runtime identifier, such as this machine's.</summary>
    public static PackTarget Of(string runtime) => All.Single(target => target.Runtime == runtime);

    /// <summary>What is wrong with a file as an executable for this processor; null for nothing.</summary>
    /// <param name="start">Its first bytes.</param>
    public string? FaultOf(ReadOnlySpan<byte> start) =>
        start.Length < 20 || !start.StartsWith("\u007fELF"u8) ? "is no executable"
        : (start[18] | (start[19] << 8)) is var machine && machine == ElfMachine ? null
        : $"is for {All.FirstOrDefault(other => other.ElfMachine == machine)?.Name ?? "another processor"}, not for {Name}";
}
