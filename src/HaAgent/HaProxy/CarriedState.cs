using System.Text;
using Actors.Clustering;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.HaProxy;

/// <summary>The file of what a start or a reload begins with (<see cref="ServerStateFile"/>).</summary>
internal static class CarriedState
{
    /// <summary>Writes it; none where it is not known what is wanted.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="state">What the running worker has; empty for a start.</param>
    /// <param name="wanted">What the new worker should have.</param>
    public static void Write(HaProxyOptions options, string state, AppliedState? wanted)
    {
        Directory.CreateDirectory(options.RuntimePath);
        if (wanted is null)
        {
            File.Delete(options.StateFile);
        }
        else
        {
            AtomicFile.Write(options.StateFile, Encoding.ASCII.GetBytes(ServerStateFile.Carry(state, wanted)));
        }
    }
}
