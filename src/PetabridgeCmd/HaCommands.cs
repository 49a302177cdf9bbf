using Akka.Actor;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

namespace Actors.PetabridgeCmd;

/// <summary>What <c>pbm</c> offers beside an agent: <c>ha status</c>, <c>ha nodes</c>, <c>ha drain</c>.</summary>
internal sealed class HaCommands : CommandPaletteHandler
{
    public const string NameArgument = "name";

    public static readonly CommandDefinition Status = new CommandDefinitionBuilder()
        .WithName("status")
        .WithDescription("Shows what this agent and its HAProxy are about.")
        .Build();

    public static readonly CommandDefinition Nodes = new CommandDefinitionBuilder()
        .WithName("nodes")
        .WithDescription("Lists the nodes behind HAProxy and why one gets no traffic.")
        .Build();

    public static readonly CommandDefinition Drain = new CommandDefinitionBuilder()
        .WithName("drain")
        .WithDescription("Takes a node out of HAProxy as soon as its requests are finished; it stays in the cluster.")
        .WithArgument(argument => argument
            .WithName(NameArgument)
            .WithDescription("The node's name.")
            .IsMandatory(true)
            .WithSwitch("-n")
            .WithSwitch("--name"))
        .Build();

    public static readonly CommandPalette Palette = new("ha", [Status, Nodes, Drain]);

    public HaCommands(OwnApi api)
        : base(Palette) => HandlerProps = Props.Create(() => new HaCommandHandler(api));

    /// <inheritdoc />
    public override Props HandlerProps { get; }
}
