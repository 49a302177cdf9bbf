using Actors.HaAgent.Api;
using Actors.HaAgent.Overrides;
using Akka.Actor;

namespace Actors.HaAgent.Tests.Api;

/// <summary>The overrides as they are shown.</summary>
public sealed class OverridesReaderSpecs() : QuickTestKit("akka.loglevel = WARNING")
{
    [Fact]
    public async Task A_store_that_does_not_answer_has_what_it_had()
    {
        var (store, isThere) = (CreateTestProbe(), true);
        var actors = new AgentActors();
        actors.Set(ActorRefs.Nobody, store);
        var reader = new OverridesReader(actors, () => isThere);
        var book = OverrideBook.Empty.Drain("web-1", "ann", DateTimeOffset.UnixEpoch.AddYears(50));
        var read = reader.ReadAsync(CancellationToken.None);
        store.ExpectMsg<GetOverrides>(Patience);
        store.Reply(book);
        Assert.Same(book, await read);

        Assert.Same(book, await reader.ReadAsync(CancellationToken.None));
        isThere = false;
        Assert.Same(book, await reader.ReadAsync(CancellationToken.None));
    }
}
