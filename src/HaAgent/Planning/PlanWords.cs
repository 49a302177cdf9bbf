namespace Actors.HaAgent.Planning;

/// <summary>A plan in words.</summary>
public static class PlanWords
{
    /// <summary>How it is carried out, what it comes to, and its commands.</summary>
    public static (string By, string What, IEnumerable<string> Commands) Of(Plan? plan) => plan switch
    {
        Plan.Reload reload => ("reload", reload.Reason, reload.Ahead.Select(command => command.Text)),
        Plan.Runtime { Commands: [var only] } => ("runtime", "1 command", [only.Text]),
        Plan.Runtime runtime => ("runtime", $"{runtime.Commands.Length} commands", runtime.Commands.Select(command => command.Text)),
        _ => ("nothing", "", []),
    };
}
