using Actors.HaAgent.Certificates;

namespace Actors.HaAgent.Tests.Certificates;

/// <summary>When HAProxy reloads for certificates that its runtime API did not take.</summary>
public sealed class CertificateReloadsSpecs
{
    [Fact]
    public void The_first_is_at_once_and_each_other_after_twice_as_long_up_to_an_hour()
    {
        var (reloads, now) = (CertificateReloads.None, TimeSpan.Zero);
        var waits = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            Assert.True(reloads.MayReload(now));
            reloads = reloads.Reloaded(now);
            Assert.False(reloads.MayReload(now + reloads.Wait - TimeSpan.FromMilliseconds(1)));
            waits.Add(reloads.Wait.TotalSeconds);
            now += reloads.Wait;
        }

        Assert.Equal([10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600], waits);
    }
}
