using System.CommandLine;

namespace Actors;

/// <summary>A program that is a node of the cluster.</summary>
/// <param name="Word">The first argument that asks for it.</param>
/// <param name="Link">The name of a link to the executable that asks for it, as its executable of before was called.</param>
/// <param name="Help">What it is and how it is called.</param>
/// <param name="RunAsync">Runs it with its own arguments; the result is the exit code.</param>
internal sealed record NodeProgramKind(string Word, string Link, string Help, Func<string[], Task<int>> RunAsync)
{
    /// <summary>For the help of all commands.</summary>
    public Command Describe() => new(Word, Help) { TreatUnmatchedTokensAsErrors = false };
}
