using Akka.Configuration;
using Akka.Dispatch;

namespace Actors.Protocols.Harness;

/// <summary>Has actors run where the test has it, see <see cref="Work"/>.</summary>
public sealed class WorkExecutor(Config config, IDispatcherPrerequisites prerequisites) : ExecutorServiceConfigurator(config, prerequisites)
{
    private readonly Work _work = World.Named(prerequisites.Settings.Config.GetString(World.Key)).Work;

    public override ExecutorService Produce(string id) => new Service(id, _work);

    private sealed class Service(string id, Work work) : ExecutorService(id)
    {
        public override void Execute(IRunnable run) => work.Add(run);

        public override void Shutdown()
        {
        }
    }
}
