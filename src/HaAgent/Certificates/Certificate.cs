using System.Collections.Immutable;

namespace Actors.HaAgent.Certificates;

/// <summary>A certificate that can be served. Its key is in <see cref="Pem"/>, which is for HAProxy and its folder alone.</summary>
/// <param name="name">The name of its file.</param>
/// <param name="pem">Key, certificate and chain, in lines of PEM without an empty one.</param>
public sealed class Certificate(string name, string pem)
{
    /// <summary>The name of its file in the folder that it comes from.</summary>
    public string Name { get; } = name;

    /// <summary>Key, certificate and chain: a secret, never logged.</summary>
    public string Pem { get; } = pem;

    /// <summary>The SHA-1 of the certificate, in upper case hexadecimal digits: what HAProxy shows.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>The names that it is for.</summary>
    public required ImmutableArray<string> Names { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Without the key, wherever it is printed.</summary>
    public override string ToString() => $"{Name} {Thumbprint}";
}
