using System.Buffers.Binary;
using System.Text;

namespace Actors.Dev.Packing;

/// <summary>The oldest glibc that an executable runs with: the newest version among those of its symbols. It is the linker's.</summary>
internal static class GlibcNeed
{
    private const string Prefix = "GLIBC_";

    /// <summary>Type of the section that lists which versions of which libraries are needed (System V ABI, GNU's extension).</summary>
    private const uint Verneed = 0x6ffffffe;

    // Elf64_Ehdr, Elf64_Shdr, Elf64_Verneed, Elf64_Vernaux: where their fields are.
    private const int SectionsAt = 0x28, SectionSizeAt = 0x3a, SectionCountAt = 0x3c;
    private const int TypeAt = 0x04, OffsetAt = 0x18, LinkAt = 0x28, CountAt = 0x2c;
    private const int VersionsAt = 8, NextLibraryAt = 12, NameAt = 8, NextVersionAt = 12;

    /// <summary>Reads it from a file.</summary>
    /// <exception cref="CommandFailed">The file is no executable for 64 bits, or not one that needs glibc.</exception>
    public static Version Of(string path)
    {
        try
        {
            return In(File.ReadAllBytes(path)).Max() ?? throw Fault(path);
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw Fault(path);
        }
    }

    private static IEnumerable<Version> In(byte[] file)
    {
        // 64 bits, the lowest byte first: all processors that are packed for.
        if (file.Length < 64 || !file.AsSpan(0, 6).SequenceEqual((byte[])[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
        {
            yield break;
        }

        var sections = Enumerable.Range(0, Half(file, SectionCountAt))
            .Select(index => (int)Long(file, SectionsAt) + index * Half(file, SectionSizeAt)).ToList();
        foreach (var section in sections.Where(at => Word(file, at + TypeAt) == Verneed))
        {
            var names = (int)Long(file, sections[(int)Word(file, section + LinkAt)] + OffsetAt);
            var library = (int)Long(file, section + OffsetAt);
            for (var left = Word(file, section + CountAt); left > 0; left--)
            {
                var version = library + (int)Word(file, library + VersionsAt);
                for (var more = Half(file, library + 2); more > 0; more--)
                {
                    var name = Text(file, names + (int)Word(file, version + NameAt));
                    if (name.StartsWith(Prefix, StringComparison.Ordinal) && Version.TryParse(name[Prefix.Length..], out var needed))
                    {
                        yield return needed;
                    }

                    version += (int)Word(file, version + NextVersionAt);
                }

                library += (int)Word(file, library + NextLibraryAt);
            }
        }
    }

    private static CommandFailed Fault(string path) => new(
        ExitCode.Failed, $"{path} does not say which glibc it needs: it is no native executable for Linux.",
        "Without --executable it is built.");

    private static int Half(byte[] file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    private static uint Word(byte[] file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));

    private static ulong Long(byte[] file, int at) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));

    private static string Text(byte[] file, int at)
    {
        var rest = file.AsSpan(at);
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }
}
