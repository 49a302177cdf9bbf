namespace Actors.Containers.Observing;

/// <summary>A condition did not come about; the message says what was expected and what was seen.</summary>
internal sealed class NeverHeldException(string message) : Exception(message);
