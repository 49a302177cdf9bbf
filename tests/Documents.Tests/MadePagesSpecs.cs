using Actors.Clustering.Settings;

namespace Actors.Documents.Tests;

/// <summary>The pages that are made of the programs say what the programs are.</summary>
public sealed class MadePagesSpecs
{
    private static readonly (string, IReadOnlyList<SettingShape>)[] Web =
        [("Web", [SettingShape.OfNumber("Web:Port", 3000, 1, 65535, ""), new SettingShape("Web:Tag", SettingKind.Text, "")])];

    [Fact]
    public async Task None_is_stale()
    {
        foreach (var page in await Pages.MakeAsync(Repository.PathOf(), CancellationToken.None))
        {
            var text = await File.ReadAllTextAsync(Repository.PathOf(page.Path));
            Assert.True(text == page.Text, $"{page.Path} is stale: run ./actors docs.{Difference(text, page.Text)}");
        }
    }

    [Fact]
    public void Each_setting_is_described() =>
        Assert.DoesNotContain(
            SettingsPage.Unwritten, File.ReadAllText(Repository.PathOf(Pages.Settings)), StringComparison.Ordinal);

    [Fact]
    public void Each_setting_can_be_given() =>
        Assert.Empty(UnknownSettings.Among(
            GivenSettings.OfLine([.. SettingShapes.All().SelectMany(one => one.Settings).Select(shape => $"--{shape.Name}=1")]), []));

    [Fact]
    public void Types_and_defaults_are_made_and_what_is_written_stays()
    {
        var page = SettingsPage.With(
            """
            # Settings

            ## Section `Web`

            | setting | type | default | since | meaning |
            |---|---|---|---|---|
            | `Web:Old` | text | (none) | 0.1.0 | gone |
            | `Web:Port` | number, 1 to 9 | 80 | 0.1.0 | the port, `a|b` |

            Below.

            """,
            Web,
            "0.9.0");

        Assert.Equal(
            """
            # Settings

            ## Section `Web`

            | setting | type | default | since | meaning |
            |---|---|---|---|---|
            | `Web:Port` | number, 1 to 65535 | 3000 | 0.1.0 | the port, `a|b` |
            | `Web:Tag` | text | (none) | 0.9.0 | (to be written) |

            Below.

            """,
            page);
        Assert.Equal(page, SettingsPage.With(page, Web, "0.9.0"));
    }

    [Fact]
    public void Times_are_in_their_largest_unit()
    {
        Assert.Equal(
            ("1 h", "0 s", "90 d"),
            Parts(SettingShape.OfTime("A:B", TimeSpan.FromHours(1), TimeSpan.Zero, TimeSpan.FromDays(90))));
        Assert.Equal(
            ("0.7 s", "5 min", "90 s"),
            Parts(SettingShape.OfTime("A:B", TimeSpan.FromSeconds(0.7), TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(90))));
    }

    private static (string, string, string) Parts(SettingShape shape) => (shape.Default, shape.From, shape.To);

    private static string Difference(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var at = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"\nFrom line {at + 1}:\n- {old.ElementAtOrDefault(at)}\n+ {now.ElementAtOrDefault(at)}";
    }
}
