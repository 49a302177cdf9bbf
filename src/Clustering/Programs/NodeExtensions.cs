namespace Actors.Clustering.Programs;

/// <summary>
/// The extensions that a program was built with: <c>Actors.NodeExtensions</c> of its runtimeconfig.json has their types, separated by
/// semicolons.
/// </summary>
public static class NodeExtensions
{
    private const string Setting = "Actors.NodeExtensions";

    /// <summary>One of each; none in a usual build.</summary>
    public static IReadOnlyList<INodeExtension> Load() => Load(AppContext.GetData(Setting) as string);

    /// <summary>One of each type.</summary>
    /// <param name="types">Names of types, with their assemblies; null for none.</param>
    public static IReadOnlyList<INodeExtension> Load(string? types) =>
    [
        .. (types ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => (INodeExtension)Activator.CreateInstance(Type.GetType(name, throwOnError: true)!)!),
    ];
}
