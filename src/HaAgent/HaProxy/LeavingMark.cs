using System.Text;
using Actors.Clustering;

namespace Actors.HaAgent.HaProxy;

/// <summary>The file by which each worker of HAProxy that starts knows whether the balancer leaves. Its one home.</summary>
/// <param name="path">The file; the configuration names it.</param>
public sealed class LeavingMark(string path)
{
    /// <summary>Its only line, where the balancer leaves; what the configuration looks for.</summary>
    public const string Text = "leaving";

    private readonly Lock _gate = new();
    private bool _isLeaving;

    /// <summary>Whether this agent has said that the balancer leaves.</summary>
    public bool IsSet
    {
        get
        {
            lock (_gate)
            {
                return _isLeaving;
            }
        }
    }

    /// <summary>Says whether the balancer leaves, from now on.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Set(bool isLeaving)
    {
        lock (_gate)
        {
            _isLeaving = isLeaving;
            Write();
        }
    }

    /// <summary>Makes it as it should be, where it is missing or was changed.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Ensure()
    {
        lock (_gate)
        {
            Write();
        }
    }

    private void Write()
    {
        var wanted = _isLeaving ? Text + "\n" : "";
        if (!File.Exists(path) || File.ReadAllText(path) != wanted)
        {
            AtomicFile.Write(path, Encoding.ASCII.GetBytes(wanted));
        }
    }
}
