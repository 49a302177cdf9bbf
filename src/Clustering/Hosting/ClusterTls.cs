using Actors.Clustering.Settings;
using Akka.Event;
using Akka.Hosting;
using Akka.Remote.Transport.DotNetty;

namespace Actors.Clustering.Hosting;

/// <summary>Puts <see cref="TlsOptions"/> into an actor system. Addresses then begin with <c>akka.ssl.tcp</c>.</summary>
internal static class ClusterTls
{
    /// <summary>Nothing where there are no options.</summary>
    public static AkkaConfigurationBuilder AddTls(this AkkaConfigurationBuilder akka, TlsOptions? tls) => tls is null ? akka : akka
        .AddSetup(new DotNettySslSetup(
            tls.Certificate,
            suppressValidation: false,
            requireMutualAuthentication: true,
            customValidator: (certificate, _, peer, _, log) =>
            {
                var why = certificate is null ? "it has none" : tls.WhyNot(certificate);
                if (why is not null)
                {
                    log.Warning("The certificate of {0} is not taken: {1}", peer, why);
                }

                return why is null;
            }));
}
