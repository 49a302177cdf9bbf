using Actors.HaAgent.HaProxy;


namespace Actors.HaAgent.Tests.HaProxy;

public sealed class ServerStatisticsSpecs
{
    [Fact]
    public void Columns_are_found_by_their_names_wherever_they_stand()
    {
        var server = Assert.Single(ServerStatistics.ParseAll(
            "# pxname,svname,hrsp_2xx,hrsp_5xx,status,scur,stot,rate,econ,eresp,wretr,check_status,lastchg,qcur,new-in-some-version,\n"
            + "web,web-1,7,2,UP,3,11,4,1,2,5,L7OK,60,1,x,\n\n"));

        Assert.Equal(new ServerStatistics("web", "web-1", "UP", 3, 11, 4, 9, 3, 5, "L7OK", 60, 1), server);
    }

    [Fact]
    public void What_HAProxy_does_not_say_is_not_made_up()
    {
        var server = Assert.Single(
            ServerStatistics.ParseAll("# pxname,svname,status,scur,check_status,lastchg,\nweb,web-1,no check,0,,,\n"));

        Assert.Equal(("no check", "", null), (server.Status, server.CheckStatus, server.LastChangeSeconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Unknown command.\n")]
    public void An_answer_that_is_no_table_has_no_servers(string answer) => Assert.Empty(ServerStatistics.ParseAll(answer));
}
