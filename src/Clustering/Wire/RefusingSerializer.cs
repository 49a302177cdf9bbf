using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Actors.Clustering.Wire;

/// <summary>
/// Stands where Akka's reflective JSON serializer would (identifier 1, bound to every type without a serializer of its
/// own) and refuses: that one instantiates whatever type a peer names.
/// </summary>
/// <param name="system">Given by Akka.</param>
/// <param name="config">Given by Akka because the name "json" has settings; there is nothing to set here.</param>
public sealed class RefusingSerializer(ExtendedActorSystem system, Config config) : Serializer(system)
{
    /// <summary>For use without settings.</summary>
    public RefusingSerializer(ExtendedActorSystem system)
        : this(system, Config.Empty)
    {
    }

    /// <summary>What Akka gave; unused.</summary>
    public Config Settings { get; } = config;

    /// <inheritdoc />
    public override int Identifier => 1;

    /// <inheritdoc />
    public override bool IncludeManifest => true;

    /// <inheritdoc />
    public override byte[] ToBinary(object obj) =>
        throw new SerializationException($"{obj?.GetType()} may not cross nodes: it has no explicit serializer");

    /// <inheritdoc />
    public override object FromBinary(byte[] bytes, Type type) =>
        throw new SerializationException("a message in reflective JSON was dropped: only explicit manifests are read");
}
