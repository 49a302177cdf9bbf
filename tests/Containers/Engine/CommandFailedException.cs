namespace Actors.Containers.Engine;

/// <summary>A program could not do what the test needs; the message carries its own words.</summary>
internal sealed class CommandFailedException(string message) : Exception(message);
