namespace Actors.HaAgent.HaProxy;

/// <summary>One command of HAProxy's runtime API about a certificate (management guide, "UNIX Socket commands").</summary>
/// <param name="Path">The certificate's file, as HAProxy's list of certificates names it.</param>
public abstract record CertificateCommand(string Path)
{
    /// <summary>What to send; a secret where it has a key.</summary>
    public virtual string Text => Words;

    /// <summary>The same for people, never with a key.</summary>
    public abstract string Words { get; }

    /// <summary>The end of what HAProxy says when it was done.</summary>
    protected abstract string Success { get; }

    /// <summary>Whether the reply means that it was done.</summary>
    public bool IsSuccess(string reply) => reply.TrimEnd().EndsWith(Success, StringComparison.Ordinal);

    /// <inheritdoc />
    public sealed override string ToString() => Words;

    /// <summary>A name for a certificate that is not there yet.</summary>
    public sealed record Create(string Path) : CertificateCommand(Path)
    {
        public override string Words => $"new ssl cert {Path}";

        protected override string Success => $"New empty certificate store '{Path}'!";
    }

    /// <summary>Another content, which is served once it is committed.</summary>
    /// <param name="Path">The certificate's file.</param>
    /// <param name="Pem">The content: key, certificate and chain, a secret.</param>
    public sealed record Set(string Path, string Pem) : CertificateCommand(Path)
    {
        /// <summary>HAProxy takes a command up to its buffer's size, 16,384 bytes by default; 2.6 hangs on a longer one.</summary>
        private const int Longest = 15_000;

        // An empty line ends it: the one that is sent after every command.
        public override string Text => $"{Words} <<\n{Pem}";

        public override string Words => $"set ssl cert {Path}";

        public bool IsTooLong => Text.Length > Longest;

        protected override string Success => $"Transaction created for certificate {Path}!";
    }

    /// <summary>From now on new connections get what was set.</summary>
    public sealed record Commit(string Path) : CertificateCommand(Path)
    {
        public override string Words => $"commit ssl cert {Path}";

        protected override string Success => "Success!";
    }

    /// <summary>What was set is forgotten.</summary>
    public sealed record Abort(string Path) : CertificateCommand(Path)
    {
        public override string Words => $"abort ssl cert {Path}";

        protected override string Success => $"Transaction aborted for certificate '{Path}'!";
    }

    /// <summary>It is served to clients that ask for one of its names.</summary>
    /// <param name="List">HAProxy's list of certificates.</param>
    /// <param name="Path">The certificate's file.</param>
    public sealed record Add(string List, string Path) : CertificateCommand(Path)
    {
        public override string Words => $"add ssl crt-list {List} {Path}";

        protected override string Success => "Success!";
    }

    /// <summary>It is served to no new client.</summary>
    /// <param name="List">HAProxy's list of certificates.</param>
    /// <param name="Path">The certificate's file.</param>
    public sealed record Remove(string List, string Path) : CertificateCommand(Path)
    {
        public override string Words => $"del ssl crt-list {List} {Path}";

        protected override string Success => $"Entry '{Path}' deleted in crtlist '{List}'!";
    }

    /// <summary>HAProxy forgets it; nothing may serve it any more.</summary>
    public sealed record Delete(string Path) : CertificateCommand(Path)
    {
        public override string Words => $"del ssl cert {Path}";

        protected override string Success => $"Certificate '{Path}' deleted!";
    }
}
