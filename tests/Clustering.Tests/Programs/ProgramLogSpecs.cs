using Actors.Clustering.Programs;
using Actors.Clustering.Settings;

namespace Actors.Clustering.Tests.Programs;

public sealed class ProgramLogSpecs
{
    [Theory]
    [InlineData(LogFormat.Systemd, "<3>seed: 1 fault\n<3>  Node:Seeds")]
    [InlineData(LogFormat.Text, "seed: 1 fault\n  Node:Seeds")]
    public void Each_line_of_an_error_has_its_priority_for_the_journal(LogFormat format, string written) =>
        Assert.Equal(written, new ProgramLog(format).Failure("seed: 1 fault\n  Node:Seeds"));
}
