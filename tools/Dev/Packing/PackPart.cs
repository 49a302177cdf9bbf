namespace Actors.Dev.Packing;

/// <summary>What a release consists of.</summary>
[Flags]
internal enum PackPart
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The executable with all that belongs to it, in a tarball for each processor, and its bill of materials.</summary>
    Tarball = 1,

    /// <summary>Debian packages.</summary>
    Deb = 2,

    /// <summary>The packages for apps of one's own, with their symbols.</summary>
    NuGet = 4,

    /// <summary>Container images, each as an archive that <c>docker load</c> takes.</summary>
    Images = 8,
}
