using Actors.Clustering.Resources;

namespace Actors.Clustering.Tests.Resources;

/// <summary>Messages name the user, also where the system has no list of users.</summary>
public sealed class ProcessUserSpecs
{
    /// <summary>Root's, everywhere.</summary>
    private const int First = 1;

    [Fact]
    public void A_user_with_a_name_is_called_by_it() => Assert.Equal("app", ProcessUser.NameOf(() => "app", First));

    [Fact]
    public void One_without_a_name_is_called_by_its_number() => Assert.Equal("#0", ProcessUser.NameOf(() => "", First));

    [Fact]
    public void So_is_each_where_the_system_has_no_list_of_users() =>
        Assert.Equal("#0", ProcessUser.NameOf(() => throw new FileNotFoundException("/etc/passwd"), First));
}
