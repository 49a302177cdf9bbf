using System.Reflection;
using Akka.Actor;
using Akka.Remote;

namespace Actors.Protocols.Harness;

/// <summary>
/// Akka.Cluster compares some deadlines with the machine's clock: when the split brain resolver decides, when the first seed forms a
/// cluster, when joining is given up. Here each is out of reach until it is over on the test's clock. Called while nothing runs.
/// </summary>
internal sealed class Deadlines(World world)
{
    private static readonly BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
    private static readonly PropertyInfo ActorOf = typeof(ActorCell).GetProperty("Actor", Hidden) ?? throw Changed("ActorCell.Actor");
    private static readonly MethodInfo SetWhen = typeof(Deadline).GetProperty(nameof(Deadline.When))?.GetSetMethod(nonPublic: true)
        ?? throw Changed("Deadline.When");
    private static readonly DateTime Never = DateTime.MaxValue;
    private readonly Dictionary<Deadline, TimeSpan> _due = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes over the deadlines of this actor system.</summary>
    public void Take(ActorSystem system)
    {
        var guardian = ((ExtendedActorSystem)system).SystemGuardian;
        if (Child(guardian, "cluster", "core", "daemon") is not { } daemon || ActorIn(daemon) is not { } core)
        {
            return;
        }

        Take(core, "_joinSeedNodesDeadline");
        if (Child(
            daemon,
            "downingProvider") is { } provider && ActorIn(provider) is { } resolver && resolver.GetType().Name == "SplitBrainResolver")
        {
            Take(resolver, "_stableDeadline");
        }

        if (Field(
            core,
            "_seedNodeProcess") is ActorRefWithCell seeds && ActorIn(seeds) is { } process
                && process.GetType().Name == "FirstSeedNodeProcess")
        {
            Take(process, "_timeout");
        }
    }

    /// <summary>Those that are over now, are.</summary>
    public void Pass()
    {
        foreach (var (deadline, _) in _due.Where(entry => entry.Value <= world.Elapsed).ToList())
        {
            SetWhen.Invoke(deadline, [DateTime.MinValue]);
            _due.Remove(deadline);
        }
    }

    private void Take(object actor, string field)
    {
        if (Field(actor, field) is Deadline deadline && deadline.When != Never && deadline.When != DateTime.MinValue)
        {
            // It has been made in the step before. What that has taken in real time is less than it is rounded by.
            var left = Math.Ceiling(deadline.TimeLeft.TotalSeconds * 10) / 10;
            _due[deadline] = world.Elapsed + TimeSpan.FromSeconds(left);
            SetWhen.Invoke(deadline, [Never]);
        }
    }

    private static object? Field(object actor, string name)
    {
        for (var type = actor.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetField(name, Hidden | BindingFlags.DeclaredOnly) is { } field)
            {
                return field.GetValue(actor);
            }
        }

        throw Changed($"{actor.GetType().Name}.{name}");
    }

    private static ActorRefWithCell? Child(IActorRef parent, params string[] path)
    {
        var at = parent as ActorRefWithCell;
        foreach (var name in path)
        {
            at = at?.GetSingleChild(name) as ActorRefWithCell;
        }

        return at;
    }

    private static object? ActorIn(ActorRefWithCell reference) => reference.Underlying is ActorCell cell ? ActorOf.GetValue(cell) : null;

    private static InvalidOperationException Changed(string what) =>
        new($"This version of Akka has no {what}: Deadlines needs another way to it.");
}
