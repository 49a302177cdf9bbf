namespace Actors.HaAgent.Events;

/// <summary>Notes what operators have commanded, with who and why.</summary>
public interface ICommandLog
{
    /// <summary>Notes a command that was accepted. It has its place before what comes of it when this returns.</summary>
    /// <param name="what">What was done by it, for people, such as <c>web-1 drained</c>.</param>
    /// <param name="author">Who commanded it, and why.</param>
    /// <param name="at">When.</param>
    /// <returns>Ends once the disk has it, or is late.</returns>
    Task AddCommandAsync(string what, Author author, DateTimeOffset at);
}
