namespace Actors.Containers.Engine;

/// <summary>A container of the project.</summary>
/// <param name="Id">Its short id, which is its host name too where the compose file gives it none.</param>
/// <param name="Service">Of which service.</param>
/// <param name="IsRunning">Not when it was stopped or killed.</param>
internal sealed record Container(string Id, string Service, bool IsRunning);
