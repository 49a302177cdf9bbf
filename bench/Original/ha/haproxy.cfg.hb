global
    stats socket {{socket}} mode 600 level admin
    stats timeout 2m

defaults
    mode http
    option dontlognull
    timeout connect 5000
    timeout client 50000
    timeout server 50000

frontend users
    bind 127.0.0.1:{{httpPort}}
    default_backend nodes

listen stats
    bind 127.0.0.1:{{statsPort}}
    stats enable
    stats uri /
    stats hide-version

backend nodes
    balance roundrobin
    option forwardfor
    http-request set-header X-Forwarded-Port %[dst_port]
    option httpchk HEAD /
{{#each addresses}}
    server {{host}} {{ip}}:{{port}} check
{{/each}}
