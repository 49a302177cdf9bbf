# HAProxy with its agent on each machine of the node class "balancer", beside actors.nomad.hcl.
#
# Checked: read by eye against Nomad's documentation. Not checked: no Nomad has parsed or run it, and no test does.

variable "version" {
  type    = string
  default = "latest"
}

job "actors-ha" {
  type = "system"

  constraint {
    attribute = "${node.class}"
    value     = "balancer"
  }

  update {
    max_parallel     = 1
    min_healthy_time = "15s"
  }

  group "ha" {
    network {
      mode = "host"
      port "remoting" {}
      port "management" {}
      port "stats" {
        static = 1936
      }
      port "http" {
        static = 8080
      }
    }

    task "agent" {
      driver       = "docker"
      # Longer than HaProxy:LeaveNotice, HaProxy:StopTimeout and a leave.
      kill_timeout = "60s"

      config {
        image           = "actors/agent:${var.version}"
        network_mode    = "host"
        readonly_rootfs = true
        cap_drop        = ["all"]
        security_opt    = ["no-new-privileges"]

        mount {
          type     = "tmpfs"
          target   = "/tmp"
          readonly = false
        }
        mount {
          type     = "tmpfs"
          target   = "/nodes"
          readonly = false
        }
        mount {
          type     = "tmpfs"
          target   = "/run/actors"
          readonly = false
        }
        mount {
          type     = "tmpfs"
          target   = "/usr/local/etc/haproxy"
          readonly = false
        }
        # Overrides of operators are with the other agents, and come back from there.
        mount {
          type     = "tmpfs"
          target   = "/var/lib/actors"
          readonly = false
        }
      }

      env {
        ACTORS_NODE__NAME           = "ha-${node.unique.name}"
        ACTORS_NODE__HOST           = "${NOMAD_IP_remoting}"
        ACTORS_NODE__PORT           = "${NOMAD_PORT_remoting}"
        ACTORS_NODE__MANAGEMENTPORT = "${NOMAD_PORT_management}"
        ACTORS_NODE__SEEDS          = "file:/local/seeds"
        ACTORS_HAPROXY__HTTPPORT    = "${NOMAD_PORT_http}"
        ACTORS_HAPROXY__STATSPORT   = "${NOMAD_PORT_stats}"
      }

      template {
        destination = "local/seeds"
        change_mode = "noop"
        data        = <<-EOT
          {{ range nomadService "actors-seed" }}{{ .Address }}:{{ .Port }}
          {{ end }}
        EOT
      }

      resources {
        cpu    = 300
        memory = 512
      }
    }
  }
}
