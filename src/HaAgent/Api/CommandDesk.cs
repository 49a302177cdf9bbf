using Actors.HaAgent.Events;
using Actors.HaAgent.Reconciling;

namespace Actors.HaAgent.Api;

/// <summary>
/// Has a command noted before it is answered: who is told that it was taken finds its row, also after a kill of the agent (ADR 56).
/// </summary>
internal sealed class CommandDesk(ChangeHistory history, TimeProvider time)
{
    /// <summary>The history shows a row that the disk does not take sooner than that; only at the agent's end it does not.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>Notes a command, and has it obeyed.</summary>
    /// <param name="what">What is done by it.</param>
    /// <param name="author">Who commands it, and why.</param>
    /// <param name="obey">Hands it on.</param>
    public Task NoteAsync(string what, Author author, Action obey)
    {
        var noted = history.AddCommandAsync(what, author, time.GetUtcNow());
        obey();
        return UntilAsync(noted);
    }

    /// <summary>Waits for the row of a command, and not for ever.</summary>
    public Task UntilAsync(Task noted) => Task.WhenAny(noted, Task.Delay(Longest, time));
}
