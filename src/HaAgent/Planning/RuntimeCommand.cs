using System.Globalization;

namespace Actors.HaAgent.Planning;

/// <summary>One command of HAProxy's runtime API (management guide, "UNIX Socket commands"), and the replies that mean success.</summary>
/// <param name="Server">What it is about, <c>backend/server</c>; empty for a route.</param>
public abstract record RuntimeCommand(string Server)
{
    /// <summary>The line to send.</summary>
    public abstract string Text { get; }

    /// <summary>Whether the reply, without surrounding white space, means that it was done. For most that is an empty one.</summary>
    public virtual bool IsSuccess(string reply) => reply.Length == 0;

    /// <summary>Whether it needs a HAProxy with <see cref="HaProxyVersion.HasDynamicServers"/>.</summary>
    public virtual bool NeedsDynamicServers => false;

    /// <summary>Whether it is about a route, not about a server.</summary>
    public bool IsRoute => Server.Length == 0;

    /// <summary>A new server, in maintenance and unchecked until further commands (3.0 and newer).</summary>
    /// <param name="Line">The line of the configuration; options that a server inherits there have to be repeated here.</param>
    public sealed record Add(ServerLine Line) : RuntimeCommand(Line.Id)
    {
        /// <inheritdoc />
        public override string Text =>
            string.Create(CultureInfo.InvariantCulture, $"add server {Line.Id} {Line.EndPoint} weight {Line.Weight} {Line.Options}")
                .TrimEnd();

        /// <inheritdoc />
        public override bool NeedsDynamicServers => true;

        /// <summary>One that is there already lingered since it left: what differs in it shows when it is read back.</summary>
        public override bool IsSuccess(string reply) =>
            reply.StartsWith("New server registered.", StringComparison.Ordinal)
                || reply.StartsWith("Already exists a server with the same name", StringComparison.Ordinal);
    }

    /// <summary>Its checks run from now on.</summary>
    /// <param name="Server">The server.</param>
    public sealed record EnableHealth(string Server) : RuntimeCommand(Server)
    {
        /// <inheritdoc />
        public override string Text => $"enable health {Server}";
    }

    /// <summary>It gets traffic, or no new traffic, or nothing at all: not even what a cookie sends there.</summary>
    /// <param name="Server">The server.</param>
    /// <param name="State">Its administrative state.</param>
    public sealed record SetState(string Server, AdminState State) : RuntimeCommand(Server)
    {
        /// <inheritdoc />
        public override string Text => $"set server {Server} state {Word}";

        private string Word => State switch
        {
            AdminState.Ready => "ready",
            AdminState.Drain => "drain",
            AdminState.Maintenance => "maint",
            _ => throw new InvalidOperationException($"HAProxy has no state {State}"),
        };
    }

    /// <summary>Its share changes.</summary>
    /// <param name="Server">The server.</param>
    /// <param name="Weight">0 to 256.</param>
    public sealed record SetWeight(string Server, int Weight) : RuntimeCommand(Server)
    {
        /// <inheritdoc />
        public override string Text => string.Create(CultureInfo.InvariantCulture, $"set server {Server} weight {Weight}");
    }

    /// <summary>It is deleted; it must be in maintenance and without connections (3.0 and newer).</summary>
    /// <param name="Server">The server.</param>
    public sealed record Delete(string Server) : RuntimeCommand(Server)
    {
        /// <inheritdoc />
        public override string Text => $"del server {Server}";

        /// <inheritdoc />
        public override bool NeedsDynamicServers => true;

        /// <inheritdoc />
        public override bool IsSuccess(string reply) =>
            reply.StartsWith("Server deleted.", StringComparison.Ordinal) || reply.StartsWith("No such server.", StringComparison.Ordinal);
    }

    /// <summary>Its connections are cut.</summary>
    /// <param name="Server">The server.</param>
    public sealed record ShutdownSessions(string Server) : RuntimeCommand(Server)
    {
        /// <inheritdoc />
        public override string Text => $"shutdown sessions server {Server}";
    }

    /// <summary>Requests to a route go to a service that had none of them.</summary>
    /// <param name="Map">The map's file, as the configuration names it.</param>
    /// <param name="Key">The route, see <see cref="RouteMap"/>.</param>
    /// <param name="Service">The service, which is a backend.</param>
    public sealed record AddRoute(string Map, string Key, string Service) : RuntimeCommand("")
    {
        /// <inheritdoc />
        public override string Text => $"add map {Map} {Key} {Service}";
    }

    /// <summary>Requests to a route go to another service, from one to the next.</summary>
    /// <param name="Map">The map's file, as the configuration names it.</param>
    /// <param name="Key">The route, see <see cref="RouteMap"/>.</param>
    /// <param name="Service">The service, which is a backend.</param>
    public sealed record SetRoute(string Map, string Key, string Service) : RuntimeCommand("")
    {
        /// <inheritdoc />
        public override string Text => $"set map {Map} {Key} {Service}";
    }

    /// <summary>A route is no service's any more: the default service gets its requests.</summary>
    /// <param name="Map">The map's file, as the configuration names it.</param>
    /// <param name="Key">The route, see <see cref="RouteMap"/>.</param>
    public sealed record DeleteRoute(string Map, string Key) : RuntimeCommand("")
    {
        /// <inheritdoc />
        public override string Text => $"del map {Map} {Key}";

        /// <inheritdoc />
        public override bool IsSuccess(string reply) =>
            base.IsSuccess(reply) || reply.StartsWith("Key not found.", StringComparison.Ordinal);
    }
}
