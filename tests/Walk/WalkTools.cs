using Actors.Walk.Observing;

namespace Actors.Walk;

/// <summary>What every step works with.</summary>
/// <param name="System">The system that is walked through.</param>
/// <param name="Visitor">Asks as users do.</param>
/// <param name="Pictures">Takes pictures.</param>
/// <param name="Logs">The nodes' logs, from where the step has begun.</param>
/// <param name="Folder">Where the evidence goes.</param>
/// <param name="Time">The time.</param>
internal sealed record WalkTools(IWalkedSystem System, Visitor Visitor, Pictures Pictures, StepLogs Logs, string Folder, TimeProvider Time);
