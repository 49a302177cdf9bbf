using System.CommandLine;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>--reason TEXT</c>: why a change is wanted; it stands beside the author's name wherever the change is shown.</summary>
internal static class ReasonOption
{
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--reason")
        {
            Description = $"Why, in one line of at most {NodeOverride.LongestReason} characters; others see it with your name.",
            HelpName = "TEXT",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !NodeOverride.IsReason(text))
            {
                result.AddError(
                    $"--reason must be one line of 1 to {NodeOverride.LongestReason} characters, and has {text.Length}.");
            }
        });
        return option;
    }
}
