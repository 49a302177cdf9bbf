using System.Runtime.Versioning;
using Actors.Clustering.Management;
using Actors.Clustering.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Actors.Clustering.Tests.Management;

[SupportedOSPlatform("linux")]
public sealed class ApiTokenSpecs : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-token-");

    private string StatePath => Path.Combine(_folder.FullName, "state");

    private string OwnFile => Path.Combine(StatePath, ApiToken.FileName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_node_with_a_state_folder_makes_a_token_that_only_its_user_can_read()
    {
        var (token, faults) = Read(StatePath);

        Assert.Empty(faults);
        var text = File.ReadAllText(OwnFile).Trim();
        Assert.Matches("^[0-9a-f]{64}$", text);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(OwnFile));
        Assert.Equal([OwnFile], Directory.GetFiles(StatePath));
        Assert.True(token.IsPresented(Request($"Bearer {text}")));
    }

    [Fact]
    public void The_next_start_has_the_same_token()
    {
        Read(StatePath);
        var first = File.ReadAllText(OwnFile);

        Read(StatePath);

        Assert.Equal(first, File.ReadAllText(OwnFile));
    }

    [Fact]
    public void Many_that_start_at_once_have_one_token()
    {
        var tokens = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(16).Select(_ => Read(StatePath)).ToList();

        var request = Request($"Bearer {File.ReadAllText(OwnFile).Trim()}");
        Assert.All(tokens, read => Assert.True(read.Token.IsPresented(request)));
        Assert.All(tokens, read => Assert.Empty(read.Faults));
    }

    [Theory]
    [InlineData("Bearer secret", true)]
    [InlineData("bearer secret", true)]
    [InlineData("Bearer secre", false)]
    [InlineData("Bearer secret2", false)]
    [InlineData("Bearer SECRET", false)]
    [InlineData("Bearer ", false)]
    [InlineData("Bearer", false)]
    [InlineData("Basic secret", false)]
    [InlineData("secret", false)]
    [InlineData("", false)]
    public void Only_the_token_itself_opens(string header, bool opens)
    {
        var (token, faults) = Read("", Given("secret\n", OwnerOnly));

        Assert.Empty(faults);
        Assert.Equal(opens, token.IsPresented(Request(header)));
    }

    [Fact]
    public void Two_headers_are_none()
    {
        var (token, _) = Read("", Given("secret", OwnerOnly));

        Assert.False(token.IsPresented(Request("Bearer secret", "Bearer secret")));
        Assert.False(token.IsPresented(new DefaultHttpContext().Request));
    }

    [Fact]
    public void A_node_without_state_and_setting_has_none_and_nothing_opens_it()
    {
        var (token, faults) = Read("");

        Assert.Empty(faults);
        Assert.All(["Bearer ", "Bearer", "Bearer null"], header => Assert.False(token.IsPresented(Request(header))));
    }

    [Fact]
    public void A_node_that_cannot_write_its_state_starts_without_a_token()
    {
        var file = Given("not a folder", OwnerOnly);

        var (token, faults) = Read(Path.Combine(file, "state"));

        Assert.Empty(faults);
        Assert.False(token.IsPresented(Request("Bearer ")));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("  \n", "is empty")]
    [InlineData("two words", "must hold one word")]
    [InlineData("schlüssel", "must hold one word")]
    public void A_file_without_a_token_is_a_fault(string content, string fault) => AssertFault(Given(content, OwnerOnly), fault);

    [Fact]
    public void A_file_that_holds_more_is_a_fault() => AssertFault(Given(new string('x', 1001), OwnerOnly), "is longer than 1000 bytes");

    [Fact]
    public void A_file_that_is_not_there_is_a_fault() => AssertFault(Path.Combine(_folder.FullName, "none"), "cannot be read");

    [Theory]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_file_that_others_can_read_or_change_is_a_fault(UnixFileMode more)
    {
        var path = Given("secret", OwnerOnly | more);

        AssertFault(path, $"others can read or change it: chmod 600 {path}");
    }

    private static void AssertFault(string path, string text)
    {
        var (token, faults) = Read("", path);

        var fault = Assert.Single(faults);
        Assert.StartsWith($"Api:TokenFile = '{(path.Length > 80 ? path[..80] : path)}': {text}", fault, StringComparison.Ordinal);
        Assert.EndsWith("Set ACTORS_API__TOKENFILE or --Api:TokenFile=...", fault, StringComparison.Ordinal);
        Assert.False(token.IsPresented(Request("Bearer secret")));
    }

    private static (ApiToken Token, IReadOnlyList<string> Faults) Read(string statePath, string? tokenFile = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Api:TokenFile", tokenFile)]).Build();
        var reader = new SettingsReader(configuration, ApiToken.Section);
        return (ApiToken.Read(reader, statePath), reader.Faults);
    }

    private static HttpRequest Request(params string[] authorization)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Authorization = authorization;
        return http.Request;
    }

    private string Given(string content, UnixFileMode mode)
    {
        var path = Path.Combine(_folder.FullName, "given");
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, mode);
        return path;
    }
}
