using Actors.Dev.Packing;

namespace Actors.Dev.Tests.Packing;

public sealed class PackNamesSpecs
{
    private static readonly PackTarget Arm = PackTarget.Named("arm64");

    [Theory]
    [InlineData("0.2.0", "0.2.0")]
    [InlineData("0.2.0-dev.0.460", "0.2.0~dev.0.460")]
    [InlineData("1.0.0-rc-1.2", "1.0.0~rc.1.2")]
    public void For_dpkg_a_pre_release_is_older_than_its_release(string version, string expected) =>
        Assert.Equal(expected, Of(version).Debian);

    [Fact]
    public void Files_say_what_they_are_of_which_version_and_for_which_machine()
    {
        var version = Of("0.2.0-dev.0.460");

        Assert.Equal("actors-0.2.0-dev.0.460-linux-arm64.tar.gz", PackNames.Tarball(version, Arm));
        Assert.Equal("actors-0.2.0-dev.0.460-linux-arm64.sbom.cdx.json", PackNames.BillOfMaterials(version, Arm));
        Assert.Equal("actors-node-image-0.2.0-dev.0.460-linux-arm64.tar.gz", PackNames.Image("node", version, Arm));
        Assert.Equal("actors_0.2.0~dev.0.460_arm64.deb", PackNames.Deb("actors", version, Arm.Debian));
    }

    [Theory]
    [InlineData(62, null)]
    [InlineData(183, "is for arm64, not for x64")]
    [InlineData(243, "is for another processor, not for x64")]
    public void An_executable_for_another_processor_is_seen(byte machine, string? fault)
    {
        byte[] start = [0x7f, .. "ELF"u8, .. new byte[14], machine, 0];

        Assert.Equal(fault, PackTarget.Named("x64").FaultOf(start));
    }

    [Fact]
    public void What_is_no_executable_is_seen() =>
        Assert.Equal("is no executable", PackTarget.Named("x64").FaultOf("#!/bin/sh\necho I am a script\n"u8));

    [Theory]
    [InlineData(10, "10 B")]
    [InlineData(1_240, "1.2 kB")]
    [InlineData(54_321_000, "54.3 MB")]
    public void Sizes_are_for_people(long bytes, string expected) => Assert.Equal(expected, PackReport.Size(bytes));

    private static ReleaseVersion Of(string text) => new(text, "abc", DateTimeOffset.UnixEpoch, IsChanged: false);
}
