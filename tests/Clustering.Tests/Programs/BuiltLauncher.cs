using System.Diagnostics;

namespace Actors.Clustering.Tests.Programs;

/// <summary>
/// src/Actors/launch.c in a program of its own, which a test compiles in a moment: called for nothing of the launcher's it prints
/// <c>up</c> and waits, and with <c>handles</c> it ends with 7 when it is told to.
/// </summary>
public sealed class BuiltLauncher : IDisposable
{
    private const string Main = """
        #include <signal.h>
        #include <stdio.h>
        #include <string.h>
        #include <unistd.h>

        static void handled(int signal) { (void)signal; _exit(7); }

        int main(int argc, char **argv) {
            if (argc > 1 && strcmp(argv[1], "handles") == 0) signal(SIGTERM, handled);
            puts("up");
            fflush(stdout);
            for (;;) pause();
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public BuiltLauncher()
    {
        var (launcher, main) = (Repository.PathOf("src", "Actors", "launch.c"), _folder.File("main.c", Main));
        using var compiler = Process.Start(Compiler, ["-O2", "-Wall", "-Wextra", "-Werror", launcher, main, "-o", Path]);
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
    }

    /// <summary>The program.</summary>
    public string Path => _folder.At("launcher");

    /// <summary>A compiler, as the build of the native executable needs one too; null where the machine has none.</summary>
    public static string? FoundCompiler { get; } =
        ((string[])["/usr/bin/clang", "/usr/bin/gcc", "/usr/bin/cc"]).FirstOrDefault(File.Exists);

    private static string Compiler => FoundCompiler ?? throw new InvalidOperationException("There is no C compiler.");

    public void Dispose() => _folder.Dispose();
}

/// <summary>A test that compiles src/Actors/launch.c.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompilerTheoryAttribute : TheoryAttribute
{
    public CompilerTheoryAttribute() => Skip = BuiltLauncher.FoundCompiler is null ? "it needs a C compiler: clang or gcc" : null;
}

/// <summary>A test that compiles src/Actors/launch.c.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompilerFactAttribute : FactAttribute
{
    public CompilerFactAttribute() => Skip = BuiltLauncher.FoundCompiler is null ? "it needs a C compiler: clang or gcc" : null;
}
