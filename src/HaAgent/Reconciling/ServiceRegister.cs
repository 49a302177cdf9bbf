using Actors.HaAgent.Desired;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Reconciling;

/// <summary>Who may claim what, and which services are there: the memory of it, kept on disk as it changes.</summary>
public sealed class ServiceRegister
{
    private readonly HaProxyOptions _options;
    private readonly OwnPorts _own;
    private readonly ServicesFile _file;
    private readonly TimeProvider _time;
    private ServiceMemory _memory;

    public ServiceRegister(HaProxyOptions options, OwnPorts own, ServicesFile file, TimeProvider time)
    {
        _options = options;
        _own = own;
        _file = file;
        _time = time;
        _memory = new ServiceMemory(options.KeepServicesFor, file.Read());
    }

    /// <summary>Which addresses may claim which service.</summary>
    public ServicePolicy Policy => _options.Allow;

    /// <summary>What decides which service may have what, as of now.</summary>
    public ServiceRules Rules => new(_options.DefaultService, _options.TcpPorts, _own, _memory.Known(_time.GetUtcNow()));

    /// <summary>After how long a service will be forgotten; null where none will.</summary>
    public TimeSpan? NextEnd => _memory.NextEnd(_time.GetUtcNow(), _options.DefaultService);

    /// <summary>Remembers what was decided.</summary>
    public void Observe(DesiredState desired)
    {
        var next = _memory.Observe(desired, _time.GetUtcNow());
        if (!next.IsAs(_memory))
        {
            _file.Write(next.Entries.Values);
        }

        _memory = next;
    }
}
