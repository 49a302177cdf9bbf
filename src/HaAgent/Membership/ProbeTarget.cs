using System.Net;

namespace Actors.HaAgent.Membership;

/// <summary>Where a node serves, and how it is asked whether it lives.</summary>
/// <param name="Server">Its address and port.</param>
/// <param name="Protocol">What it speaks.</param>
/// <param name="Check">How it is asked, where that is HTTP.</param>
internal sealed record ProbeTarget(IPEndPoint Server, ServiceProtocol Protocol, HttpCheck Check);
