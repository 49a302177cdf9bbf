namespace Actors.Containers.Engine;

/// <summary>
/// A program could not do what the test needs; the message carries its own output. While something is awaited that counts as no answer.
/// </summary>
internal sealed class CommandFailedException(string message) : IOException(message);
