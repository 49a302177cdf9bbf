using Akka.Configuration;
using Akka.Dispatch;

namespace Actors.Protocols.Harness;

/// <summary>Runs actors on the thread pool, as Akka's own executor does, and counts them.</summary>
public sealed class CountedExecutor(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    private readonly Work _work = World.Named(prerequisites.Settings.Config.GetString(World.Key)).Work;

    public override ExecutorService Produce(string id) => new Service(id, _work);

    private sealed class Service(string id, Work work) : ExecutorService(id)
    {
        public override void Execute(IRunnable run)
        {
            work.Begin();
            ThreadPool.UnsafeQueueUserWorkItem(new Item(run, work), preferLocal: false);
        }

        public override void Shutdown()
        {
        }
    }

    private sealed class Item(IRunnable run, Work work) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            try
            {
                run.Run();
            }
            finally
            {
                work.End();
            }
        }
    }
}
