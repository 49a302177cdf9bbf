using Actors.Clustering.Joining;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Joining;

/// <summary>
/// Seeds behind one name start at any moments, and each gets answers that are as old as a name service may keep them: they are one cluster,
/// which one of them has formed.
/// </summary>
public sealed class FoundSeedsProperties
{
    private const int Cases = 300;
    private static readonly ClusterTimings Timings = ClusterTimings.Default;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    /// <summary>What stands between an answer that counts and the moment that a cluster is formed: a question and its answer.</summary>
    private static readonly TimeSpan OldestAnswer = Timings.FormAfterFound - Step * 2;

    [Fact]
    public void In_whatever_order_they_start_they_are_one_cluster()
    {
        for (var number = 0; number < Cases; number++)
        {
            var random = new Random(TestRun.Seed + number);
            var seeds = Enumerable.Range(1, random.Next(1, 6)).Select(index => new Node(index, random)).ToList();
            var now = TimeSpan.Zero;
            for (; now < TimeSpan.FromMinutes(2) && seeds.Exists(seed => !seed.IsMember); now += Step)
            {
                foreach (var seed in seeds.Where(seed => seed.Starts <= now).OrderBy(_ => random.Next()))
                {
                    seed.Pass(now, seeds, random);
                }
            }

            var what = $"{TestRun.SeedVariable}={TestRun.Seed}, case {number}: {string.Join("; ", seeds)}";
            Assert.True(seeds.TrueForAll(seed => seed.IsMember), what);
            Assert.True(seeds.Count(seed => seed.HasFormed) == 1, what);
            Assert.True(now <= seeds.Max(seed => seed.Starts) + Timings.FormAfterAlone + OldestAnswer + Step * 4, $"{now}: {what}");
        }
    }

    private sealed class Node(int number, Random random)
    {
        private JoinState? _state;

        private SeedAddress Address { get; } = new($"10.0.0.{number}", 4053);

        public TimeSpan Starts { get; } = Step * random.Next(0, random.Next(2) == 0 ? 4 : 60);

        public bool HasFormed { get; private set; }

        public bool IsMember { get; private set; }

        public override string ToString() => $"{Address} from {Starts}{(HasFormed ? ", forms" : "")}";

        public void Pass(TimeSpan now, List<Node> all, Random random)
        {
            if (IsMember)
            {
                return;
            }

            var age = Step * random.Next(0, (int)(OldestAnswer / Step) + 1);
            var found = new SeedList(
                FoundSeeds.InOrder(all.Where(node => node.Starts <= now - age).Select(node => node.Address)), IsFound: true);
            _state = (_state ?? new JoinState(
                Address, SeedPlan.For(Address, found.Addresses, [], Timings), new("actors", null, found.Addresses) { SeedsAreFound = true },
                Timings, now)
            { Seeds = found }).WithSeeds(found, isAnswered: true, now);
            foreach (var other in all.Where(other => other != this && other.Starts <= now && found.Addresses.Contains(other.Address)))
            {
                _state = _state.With(
                    other.Address, _state.Own with { Identity = other.IsMember ? new("x", IsFresh: true) : null }, other.IsMember, now);
            }

            var step = _state.Next(now, 0);
            HasFormed = step is JoinStep.Form;
            IsMember = step is JoinStep.Form or JoinStep.Join;
        }
    }
}
