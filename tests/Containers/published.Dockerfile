# Stands in for the first lines of docker/Dockerfile where the programs are published already (see images.sh): what base images
# and the `build` stage give to the rest of it. The base is one small Debian with .NET and HAProxy (see base.sh), so that an agent
# that does not bring .NET along finds it.
ARG NODE_IMAGE=node-base
ARG HAPROXY_IMAGE=balancer

FROM actors-test/debian AS node-base
ENV ASPNETCORE_HTTP_PORTS=8080

FROM actors-test/debian AS balancer
USER haproxy
WORKDIR /var/lib/haproxy
STOPSIGNAL SIGUSR1
CMD ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]

FROM actors-test/debian AS build
COPY actors /out/actors/

