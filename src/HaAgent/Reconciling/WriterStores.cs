namespace Actors.HaAgent.Reconciling;

/// <summary>What outlives the config writer.</summary>
/// <param name="Memory">What one life of it leaves to the next.</param>
/// <param name="History">The last changes.</param>
public sealed record WriterStores(WriterMemory Memory, ChangeHistory History);
