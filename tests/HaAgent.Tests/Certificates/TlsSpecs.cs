using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Actors.HaAgent.Certificates;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Settings;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Certificates;

/// <summary>TLS for users, with the real HAProxy.</summary>
public sealed class TlsSpecs : HaProxyTestKit
{
    private readonly int _port = Ports.Free();
    private IActorRef _watch = ActorRefs.Nobody;
    private IActorRef _supervisor = ActorRefs.Nobody;
    private CertificateCoordinator _coordinator = null!;

    private string Source => Folder["source"];

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task Each_name_gets_its_certificate_and_HTTP_2_and_who_names_none_gets_the_first(string haproxy)
    {
        var a = Put("a.pem", "a.test");
        var b = Put("b.pem", "b.test", rsaBits: 2048);
        await using var web = await StartAsync(haproxy);

        Assert.Equal(
            (a, b, a, a),
            (await ThumbprintAsync("a.test"), await ThumbprintAsync("b.test"), await ThumbprintAsync("other.test"),
                await ThumbprintAsync("")));
        using var client = Client("b.test");
        using var answer = await client.GetAsync(new Uri($"https://b.test:{_port}/"));
        Assert.Equal((HttpVersion.Version20, "web"), (answer.Version, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("web", await GetAsync());
        Assert.Equal("a.pem InUse a.test 127.0.0.1 ; b.pem InUse b.test 127.0.0.1 ", await StatusAsync(2));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task Apps_hear_by_which_way_a_user_came_and_redirects_keep_the_method(string haproxy)
    {
        Put("a.pem", "a.test");
        await using var web = await StartAsync(haproxy, redirects: true);

        using var plain = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        foreach (
            var (method, status) in new[] { (HttpMethod.Get, HttpStatusCode.MovedPermanently),
                (HttpMethod.Head, HttpStatusCode.MovedPermanently), (HttpMethod.Post, HttpStatusCode.PermanentRedirect) })
        {
            using var request = new HttpRequestMessage(method, new Uri($"http://127.0.0.1:{Options.HttpPort}/x/y?z=1"));
            request.Headers.Host = "a.test:80";
            using var answer = await plain.SendAsync(request);
            Assert.Equal(
                (method, status, $"https://a.test:{_port}/x/y?z=1"), (method, answer.StatusCode, answer.Headers.Location?.OriginalString));
        }

        using var proof = await plain.GetAsync(new Uri($"http://127.0.0.1:{Options.HttpPort}/.well-known/acme-challenge/x"));
        Assert.NotEqual(HttpStatusCode.MovedPermanently, proof.StatusCode);
        using var client = Client("a.test");
        Assert.Equal("https", await client.GetStringAsync(new Uri($"https://a.test:{_port}/proto")));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task Old_TLS_is_refused(string haproxy)
    {
        Put("a.pem", "a.test");
        await using var web = await StartAsync(haproxy);

#pragma warning disable SYSLIB0039, CA5397, CA5398 // that it is old is the point
        await Assert.ThrowsAnyAsync<Exception>(() => ThumbprintAsync("a.test", System.Security.Authentication.SslProtocols.Tls11));
#pragma warning restore SYSLIB0039, CA5397, CA5398
        Assert.NotEqual("", await ThumbprintAsync("a.test", System.Security.Authentication.SslProtocols.Tls12));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task Certificates_come_change_and_go_under_load_without_a_reload_and_without_a_lost_request(string haproxy)
    {
        Put("a.pem", "a.test");
        Put("b.pem", "b.test");
        await using var web = await StartAsync(haproxy);
        await StatusAsync(2);
        var (reloads, worker) = (Control.Reloads.Count, await Runtime.ReadWorkerPidAsync(CancellationToken.None));
        await using var load = new Load(() => Client("b.test"), new Uri($"https://b.test:{_port}/"));

        var other = Put("b.pem", "b.test");
        await EventuallyAsync(other, "b.test");
        var added = Put("c.pem", "c.test");
        await EventuallyAsync(added, "c.test");
        // The first one, which HAProxy cannot give up itself while it runs.
        File.Delete(Path.Combine(Source, "a.pem"));
        await EventuallyAsync(other, "a.test");
        await EventuallyAsync(other, "");

        var seen = load.Answers;
        await AwaitAssertAsync(() => Assert.True(load.Answers > seen + 20));
        Assert.Empty(load.Failures);
        Assert.Equal("b.pem InUse b.test 127.0.0.1 ; c.pem InUse c.test 127.0.0.1 ", await StatusAsync(2));
        Assert.Equal((reloads, worker), (Control.Reloads.Count, await Runtime.ReadWorkerPidAsync(CancellationToken.None)));
        Assert.Equal(["b.pem", "c.pem", "crt-list", "default"], Files());

        // What a reload reads is the same.
        Writer.Tell(new ConfigWriter.ReloadCommand("a test"));
        await AwaitAssertAsync(() => Assert.Equal(reloads + 1, Control.Reloads.Count));
        Assert.Null(Control.Reloads[^1].Failure);
        Assert.Equal((other, added, other), (await ThumbprintAsync("b.test"), await ThumbprintAsync("c.test"), await ThumbprintAsync("")));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_broken_one_is_refused_and_the_old_one_stays_over_a_reload_until_a_good_one_comes(string haproxy)
    {
        var old = Put("a.pem", "a.test");
        await using var web = await StartAsync(haproxy);
        await StatusAsync(1);
        var reloads = Control.Reloads.Count;

        foreach (var (content, why) in new[]
        {
            ("not a certificate", "it is not PEM"),
            (TestCertificate.File("a.test", until: TimeSpan.FromHours(-1)), "it has expired"),
            (TestCertificate.Make("a.test").Certificate, "no private key"),
            // Only HAProxy itself knows that it does not serve it.
            (TestCertificate.File("a.test", rsaBits: 1024), "HAProxy refuses it"),
        })
        {
            Write("a.pem", content);
            await AwaitAssertAsync(() => Assert.Contains(why, Board.Current.Certificates!.Files.Single().Reason, StringComparison.Ordinal));
            Assert.Equal(
                (old, CertificateState.InUse), (await ThumbprintAsync("a.test"), Board.Current.Certificates!.Files.Single().State));
        }

        Assert.Equal(reloads, Control.Reloads.Count);
        Writer.Tell(new ConfigWriter.ReloadCommand("a test"));
        await AwaitAssertAsync(() => Assert.Equal(reloads + 1, Control.Reloads.Count));
        Assert.Null(Control.Reloads[^1].Failure);
        Assert.Equal(old, await ThumbprintAsync("a.test"));
        await EventuallyAsync(Put("a.pem", "a.test"), "a.test");
        await AwaitAssertAsync(() => Assert.Equal("", Board.Current.Certificates!.Files.Single().Reason));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task Without_a_certificate_users_come_in_without_TLS_until_there_is_one_and_it_stays_when_the_folder_goes(string haproxy)
    {
        await using var web = await StartAsync(haproxy, redirects: true);

        Assert.Equal("web", await GetAsync());
        await AwaitAssertAsync(() =>
            Assert.StartsWith("clients come in without TLS: ", Board.Current.Certificates!.Why, StringComparison.Ordinal));
        Assert.DoesNotContain("crt-list", LiveConfig, StringComparison.Ordinal);

        var first = Put("a.pem", "a.test");
        await EventuallyAsync(first, "a.test");
        Assert.Contains("crt-list", LiveConfig, StringComparison.Ordinal);

        Directory.Delete(Source, recursive: true);
        await AwaitAssertAsync(() =>
            Assert.StartsWith("the last good ones stay: ", Board.Current.Certificates!.Why, StringComparison.Ordinal));
        Assert.Equal(first, await ThumbprintAsync("a.test"));
        Assert.Equal(["a.pem", "crt-list", "default"], Files());
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_mounted_secret_that_is_swapped_by_a_link_is_followed_and_one_that_is_too_long_for_a_command_costs_a_reload(
        string haproxy)
    {
        var (first, second) = (Folder["first"], Folder["second"]);
        foreach (var folder in new[] { first, second })
        {
            Directory.CreateDirectory(folder);
        }

        File.WriteAllText(Path.Combine(first, "a.pem"), TestCertificate.File("a.test"));
        var (certificate, key, thumbprint) = TestCertificate.Make("a.test");
        File.WriteAllText(
            Path.Combine(second, "a.pem"), certificate + key + string.Concat(Enumerable.Range(0, 40).Select(_ => certificate)));
        Directory.CreateSymbolicLink(Source, first);
        await using var web = await StartAsync(haproxy);
        await StatusAsync(1);
        var reloads = Control.Reloads.Count;

        Directory.CreateSymbolicLink(Folder["next"], second);
        Assert.Equal(0, Rename(Folder["next"], Source));

        await EventuallyAsync(thumbprint, "a.test");
        await StatusAsync(1);
        await AwaitAssertAsync(() => Assert.Equal(reloads + 1, Control.Reloads.Count));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task What_changed_while_no_agent_ran_is_brought_by_the_next_one_and_what_was_changed_by_hand_is_put_back(string haproxy)
    {
        Put("a.pem", "a.test");
        var b = Put("b.pem", "b.test");
        await using var web = await StartAsync(haproxy);
        await StatusAsync(2);
        var reloads = Control.Reloads.Count;
        await StopWatchAsync();

        var other = Put("a.pem", "a.test");
        await StartWatchAsync();
        await EventuallyAsync(other, "a.test");
        Assert.Equal(reloads, Control.Reloads.Count);

        // One that looks every 200 ms would put the first back before the second is deleted.
        await StopWatchAsync();
        var list = CertificatePaths.Of(Options);
        Assert.Contains("deleted", await ByHandAsync($"del ssl crt-list {list.List} {list.Of("b.pem")}"), StringComparison.Ordinal);
        Assert.Contains("deleted", await ByHandAsync($"del ssl cert {list.Of("b.pem")}"), StringComparison.Ordinal);
        Assert.Equal(other, await ThumbprintAsync("b.test"));
        await StartWatchAsync();
        await EventuallyAsync(b, "b.test");
        Assert.Equal(reloads, Control.Reloads.Count);
    }

    [Fact]
    public async Task Keys_are_for_this_user_only_and_in_no_status_history_or_configuration()
    {
        Put("a.pem", "a.test");
        await using var web = await StartAsync(HaProxies.System);
        await EventuallyAsync(Put("a.pem", "a.test"), "a.test");
        await StatusAsync(1);
        var paths = CertificatePaths.Of(Options);
        var secret = File.ReadAllLines(paths.Of("a.pem"))[1];

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(paths.Folder));
        Assert.All(
            Directory.EnumerateFiles(paths.Folder),
            path => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path)));
        var changes = History.Changes.Select(change => System.Text.Json.JsonSerializer.Serialize(History.Find(change.Number)));
        Assert.All(
            changes.Append(System.Text.Json.JsonSerializer.Serialize(Board.Current)).Append(LiveConfig),
            text => Assert.DoesNotContain(secret[..20], text, StringComparison.Ordinal));
    }

    private async Task<TestNode> StartAsync(string haproxy, bool redirects = false)
    {
        Use(haproxy, options => options with
        {
            Tls = new CertificateOptions(Source, _port, redirects),
            AuditEvery = TimeSpan.FromMilliseconds(200)
        });
        _coordinator = NewCoordinator();
        await _coordinator.PrepareAsync(CancellationToken.None);
        _supervisor = StartSupervisor();
        Writer = StartWriter(_supervisor, Version);
        StartWatch();
        var web = await TestNode.StartAsync("web");
        Publish(Sample.Node("web-1", "127.0.0.1", port: web.Port));
        return web;
    }

    private CertificateCoordinator NewCoordinator()
    {
        var store = new CertificateStore(Options, new HaProxyBinary(Options.Binary, TimeProvider.System));
        var intake = new CertificateIntake(store, TimeProvider.System);
        return new(Options, new CertificateFolder(Options), intake, store, new CertificateApi(Sockets, Options), TimeProvider.System);
    }

    private void StartWatch() => _watch = Sys.ActorOf(
        CertificateWatch.CreateProps(_coordinator, Options, Writer, _supervisor, Events, TimeProvider.System, NullLogger.Instance));

    private async Task StopWatchAsync() => Assert.True(await _watch.GracefulStop(Patience));

    private async Task StartWatchAsync()
    {
        _coordinator = NewCoordinator();
        await _coordinator.PrepareAsync(CancellationToken.None);
        StartWatch();
    }

    /// <summary>Puts a certificate into the folder as a whole; gives its thumbprint.</summary>
    private string Put(string file, string name, int rsaBits = 0)
    {
        var (certificate, key, thumbprint) = TestCertificate.Make(name, rsaBits: rsaBits);
        Write(file, certificate + key);
        return thumbprint;
    }

    private void Write(string file, string content)
    {
        Directory.CreateDirectory(Source);
        File.WriteAllText(Path.Combine(Source, file + ".new"), content);
        File.Move(Path.Combine(Source, file + ".new"), Path.Combine(Source, file), overwrite: true);
    }

    private string[] Files() =>
        [.. Directory.EnumerateFileSystemEntries(
            CertificatePaths.Of(Options).Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private async Task<string> StatusAsync(int files)
    {
        await AwaitAssertAsync(() =>
            Assert.Equal(
                (files, true),
                (Board.Current.Certificates?.Files.Count(file =>
                    file.State == CertificateState.InUse), Board.Current.Certificates?.Serving)));
        return string.Join(
            "; ",
            Board.Current.Certificates!.Files.Select(file => $"{file.File} {file.State} {string.Join(' ', file.Names)} {file.Reason}"));
    }

    private async Task EventuallyAsync(string thumbprint, string name) =>
        await AwaitAssertAsync(async () => Assert.Equal(thumbprint, await ThumbprintAsync(name)));

    /// <summary>The certificate that a new connection gets.</summary>
    private async Task<string> ThumbprintAsync(
        string name, System.Security.Authentication.SslProtocols protocols = System.Security.Authentication.SslProtocols.None)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _port);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = name,
                EnabledSslProtocols = protocols,
                RemoteCertificateValidationCallback = IsAny
            });
        using var certificate = X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
        return certificate.Thumbprint;
    }

    // Nobody vouches for certificates that tests make.
    private static bool IsAny(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null;

    // Speaks HTTP/2 or nothing, to this machine whatever the name.
    private HttpClient Client(string name) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, token) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, _port, token);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = new SslClientAuthenticationOptions { TargetHost = name, RemoteCertificateValidationCallback = IsAny },
    })
    {
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    // rename(2), which replaces a link to a folder in one step; File.Move does not.
    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "rename", CharSet = System.Runtime.InteropServices.CharSet.Ansi)]
    private static extern int Rename(string from, string to);
}
