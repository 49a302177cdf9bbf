using System.Net;
using Actors.Clustering.Settings;

namespace Actors.PetabridgeCmd;

/// <summary>Where a node listens for <c>pbm</c>: on 127.0.0.1 only, since a caller that gets there can give any command.</summary>
/// <param name="Port">The port; 0 for none.</param>
internal sealed record PetabridgeCmdOptions(int Port)
{
    public const string Section = "PetabridgeCmd";

    public string Hocon => FormattableString.Invariant($"petabridge.cmd {{ host = \"{IPAddress.Loopback}\", port = {Port} }}\n");

    public static PetabridgeCmdOptions Read(SettingsReader settings) => new(settings.Number("Port", 9110, 0, IPEndPoint.MaxPort));
}
