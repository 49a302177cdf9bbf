using System.Collections.Concurrent;
using Actors.HaAgent.Events;

namespace Actors.HaAgent.Tests.Support;

/// <summary>The commands that were noted.</summary>
internal sealed class NotedCommands : ICommandLog
{
    private readonly ConcurrentQueue<(string What, Author Author)> _all = new();

    public IReadOnlyCollection<(string What, Author Author)> All => _all;

    public Action OnNoted { get; set; } = () => { };

    public Task AddCommandAsync(string what, Author author, DateTimeOffset at)
    {
        OnNoted();
        _all.Enqueue((what, author));
        return Task.CompletedTask;
    }
}
