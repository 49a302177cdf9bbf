namespace Actors.EndToEnd.Support;

/// <summary>A test of what only the native executable has, on which each landing runs (docs/adr/0038).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute() => Skip = IsNative ? null : "it needs the native executable: ACTORS_NATIVE=1";

    private static bool IsNative => !File.Exists(Path.Combine(Path.GetDirectoryName(LocalSystem.Program("seed"))!, "actors.dll"));
}
