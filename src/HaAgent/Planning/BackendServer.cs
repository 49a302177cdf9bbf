
namespace Actors.HaAgent.Planning;

/// <summary>A server of a backend, as HAProxy has it or should have it.</summary>
/// <param name="Line">Its line in the configuration; its options are empty where HAProxy does not tell them.</param>
/// <param name="Admin">Its administrative state.</param>
public sealed record BackendServer(ServerLine Line, AdminState Admin);
