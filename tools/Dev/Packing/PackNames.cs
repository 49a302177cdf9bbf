namespace Actors.Dev.Packing;

/// <summary>How the files of a release are called.</summary>
internal static class PackNames
{
    /// <summary>Has a line for each other file, as <c>sha256sum --check</c> takes it.</summary>
    public const string Checksums = "SHA256SUMS";

    /// <summary>Without an ending: also of the folder in the tarball.</summary>
    public static string Folder(ReleaseVersion version, PackTarget target) => $"actors-{version.Text}-{target.Runtime}";

    public static string Tarball(ReleaseVersion version, PackTarget target) => Folder(version, target) + ".tar.gz";

    public static string BillOfMaterials(ReleaseVersion version, PackTarget target) => Folder(version, target) + ".sbom.cdx.json";

    public static string Image(string image, ReleaseVersion version, PackTarget target) =>
        $"actors-{image}-image-{version.Text}-{target.Runtime}.tar.gz";

    /// <summary>As dpkg names it.</summary>
    public static string Deb(string package, ReleaseVersion version, string architecture) =>
        $"{package}_{version.Debian}_{architecture}.deb";
}
