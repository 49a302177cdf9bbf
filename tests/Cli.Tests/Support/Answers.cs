
namespace Actors.Cli.Tests.Support;

/// <summary>What an agent says, as in the contract of its API.</summary>
internal static class Answers
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public const string Status =
        """
        {"name":"ha-1","version":"0.2.0","phase":"Failing","revisionDesired":13,"revisionApplied":12,
         "haproxy":{"running":true,"pid":77,"version":"3.0.11","reloads":1,"restarts":0,"changes":12,"drift":2},
         "lastFailure":{"revision":13,"stage":"Check","output":"[ALERT] unknown keyword 'nix'\nin line 7\n","hint":"Look at the template.","at":"2026-03-04T11:59:30Z"},
         "frozen":{"why":"3 of 5 nodes were lost","since":"2026-03-04T11:57:00Z","held":["web-4","web-5"]},
         "nodes":[{"name":"web-1","service":"web","address":"10.0.0.1","port":3000,"version":"1.0.0","weight":100,"state":"Ready","why":"","source":"membership","since":"2026-03-04T09:00:00Z"},
                  {"name":"web-2","service":"web","address":"10.0.0.2","port":3000,"version":"1.0.0","weight":100,"state":"Drain","why":"drained by override","source":"membership","since":"2026-03-04T11:59:18Z"},
                  {"name":"web-3","service":"web","address":"10.0.0.3","port":3000,"version":"1.0.0","weight":100,"state":"Ready","why":"","source":"membership","since":"2026-03-04T09:00:00Z"}],
         "rejected":[{"name":"web-\u001b[31m","address":"10.0.0.9","reason":"its name is taken"}],
         "pinned":{"revision":7,"since":"2026-03-04T10:00:00Z"},
         "contentHash":"0123456789abcdef",
         "convergence":{"summary":"in sync on 1 of 2 agents","agents":[
            {"name":"ha-1","revision":12,"contentHash":"0123456789abcdef","phase":"Failing","lags":false,"why":""},
            {"name":"ha-2","revision":11,"contentHash":"fedcba9876543210","phase":"Applying","lags":true,"why":"still at 11"}]}}
        """;

    /// <summary>The status with more in it; of a field that is there twice the last counts.</summary>
    public static string StatusWith(string more) => $"{Status.TrimEnd()[..^1]},{more}}}";

    /// <summary>A node that gets traffic.</summary>
    public static string Node(string name, string state = "Ready", string why = "", string status = "UP") =>
        $$$"""
        {"name":"{{{name}}}","service":"web","address":"10.0.0.1","port":3000,"version":"1.0.0","weight":100,"state":"{{{state}}}","why":"{{{why}}}",
         "source":"membership","since":"2026-03-04T09:00:00Z","gossip":{"status":"Up","reachable":true,"address":"akka.tcp://actors@10.0.0.1:4053"},
         "order":null,"haproxy":{"status":"{{{status}}}","sessions":0,"sessionsTotal":0,"rate":0,"requests":0,"errors":0,"retries":0,"checkStatus":"",
         "lastChangeSeconds":null,"queue":0}}
        """.ReplaceLineEndings("");

    /// <summary>A node as an agent judges it.</summary>
    public static string Judged(string name, string effective, string why, string service = "web") =>
        $$$"""
        {"name":"{{{name}}}","service":"{{{service}}}","address":"10.0.0.1","port":3000,"version":"1.0.0","zone":"a","weight":100,"state":"Ready",
         "why":"","source":"membership","since":"2026-03-04T09:00:00Z","effective":"{{{effective}}}","effectiveWhy":"{{{why}}}",
         "gossip":{"status":"Up","reachable":true,"address":"akka.tcp://actors@10.0.0.1:4053"},"order":null,
         "haproxy":{"status":"UP","sessions":4,"sessionsTotal":400,"rate":12,"requests":1000,"errors":0,"retries":0,"checkStatus":"L7OK",
         "lastChangeSeconds":60,"queue":0}}
        """.ReplaceLineEndings("");

    public const string Services =
        """
        [{"name":"web","protocol":"Http","listenPort":null,"routes":["/"],"nodes":2,"ready":2,"canary":{"version":"2","share":10},"health":"Degraded",
          "healthWhy":"1 of 2 nodes serving: web-2 down (L4CON)","serving":1,"states":{"Serving":1,"Down":1},"requests":2000,"errors":3},
         {"name":"api","protocol":"Http","listenPort":null,"routes":["/api"],"nodes":1,"ready":1,"canary":null,"health":"Down",
          "healthWhy":"0 of 1 nodes serving","serving":0,"states":{"Draining":1},"requests":0,"errors":0}]
        """;

    public const string Nodes =
        """
        [{"name":"web-1","service":"web","address":"10.0.0.1","port":3000,"version":"1.0.0","weight":100,"state":"Ready","why":"","source":"membership","since":"2026-03-04T09:00:00Z",
          "gossip":{"status":"Up","reachable":true,"address":"akka.tcp://actors@10.0.0.1:4053"},"order":null,
          "haproxy":{"status":"UP","sessions":4,"sessionsTotal":400,"rate":12,"requests":1000,"errors":0,"retries":0,"checkStatus":"L7OK","lastChangeSeconds":60,"queue":0}},
         {"name":"web-2","service":"web","address":"10.0.0.2","port":3000,"version":"1.0.0","weight":50,"state":"Drain","why":"drained by override","source":"held","since":"2026-03-04T11:59:18Z",
          "gossip":{"status":"Up","reachable":false,"address":"akka.tcp://actors@10.0.0.2:4053"},"order":{"state":"Drain","weight":50,"by":"ann","at":"2026-03-04T11:59:18Z"},
          "haproxy":{"status":"DOWN","sessions":0,"sessionsTotal":3,"rate":0,"requests":3,"errors":2,"retries":1,"checkStatus":"L4CON","lastChangeSeconds":1,"queue":0}},
         {"name":"web-3","service":"web","address":"10.0.0.3","port":3000,"version":"1.0.0","weight":100,"state":"Leaving","why":"","source":"file","since":"2026-03-04T11:59:00Z","gossip":null,"order":null,"haproxy":null}]
        """;

    public const string History =
        """
        [{"revision":13,"trigger":"template changed","by":"reload","what":"the template has changed","commands":[],"milliseconds":41.5,"at":"2026-03-04T11:59:30Z","result":"failed","failure":"[ALERT] unknown keyword","hasConfig":false},
         {"revision":12,"trigger":"web-4 joined","by":"runtime","what":"2 commands","commands":["add server web/web-4","enable server web/web-4"],"milliseconds":3,"at":"2026-03-04T11:00:00Z","result":"applied","failure":null,"hasConfig":true}]
        """;

    public const string Diff = "--- 11\n+++ 12\n@@ -1,2 +1,2 @@\n global\n-  server web-1\n+  server web-2\n";

    public const string Override = """{"state":"Drain","weight":null,"by":"ann","at":"2026-03-04T12:00:00Z"}""";
}
