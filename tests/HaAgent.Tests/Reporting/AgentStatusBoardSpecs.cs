using Actors.HaAgent.Reporting;

namespace Actors.HaAgent.Tests.Reporting;

public sealed class AgentStatusBoardSpecs
{
    private readonly AgentStatusBoard _board = new(AgentStatus.Starting("ha-1", "3.0"));

    [Theory]
    [InlineData("")]
    [InlineData("3.1")]
    public void What_two_report_at_once_is_there_of_both(string others)
    {
        var isSecond = false;
        _board.Update(status =>
        {
            if (!isSecond)
            {
                isSecond = true;
                // An equal one is another one too.
                _board.Update(seen => others.Length == 0 ? seen with { } : seen with { Version = others });
            }

            return status with { HistoryFault = "the disk is full" };
        });

        Assert.Equal("the disk is full", _board.Current.HistoryFault);
        Assert.Equal(others, _board.Current.Version == AgentStatus.Starting("ha-1", "3.0").Version ? "" : _board.Current.Version);
    }

    [Fact]
    public async Task Who_waits_for_a_change_is_woken_by_one_and_by_nothing_else()
    {
        var next = _board.NextChangeAsync();
        _board.Update(status => status);
        Assert.False(next.IsCompleted);

        _board.Update(status => status with { Version = "3.1" });

        await next;
    }
}
