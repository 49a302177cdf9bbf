using Actors.Clustering.Hosting;
using Akka.Util;

namespace Actors.Clustering.Tests;

public sealed class ProductVersionSpecs
{
    [Fact]
    public void It_is_that_of_the_build_and_not_the_one_of_a_project_without_any()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$", ProductVersion.Text);
        Assert.NotEqual("1.0.0", ProductVersion.Text);
    }

    [Fact]
    public void A_seed_announces_it_with_its_name_in_a_form_that_Akka_takes()
    {
        var announced = NodeIdentity.For(NodeRoles.Seed, "seed-1").AppVersion;

        Assert.Equal("seed-1", NodeDescription.NameIn(announced));
        Assert.StartsWith(ProductVersion.Text.Split('-')[0], announced, StringComparison.Ordinal);
        Assert.Equal(0, AppVersion.Create(announced).CompareTo(AppVersion.Create(announced)));
    }
}
