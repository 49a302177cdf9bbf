# A job for Nomad 1.4 or newer with Docker on its machines:
#
#   nomad job run actors.nomad.hcl && nomad job run balancer.nomad.hcl
#
# Seeds are found by Nomad's own services: each task has a file of them, which Nomad writes anew when they change, and which is read again.
# Checked: read by eye against Nomad's documentation. Not checked: no Nomad has parsed or run it, and no test does.

variable "version" {
  type    = string
  default = "latest"
}

job "actors" {
  type = "service"

  group "seed" {
    count = 3

    # One on a machine.
    constraint {
      operator = "distinct_hosts"
      value    = "true"
    }

    update {
      max_parallel     = 1
      min_healthy_time = "15s"
    }

    network {
      mode = "host"
      port "remoting" {}
      port "management" {}
    }

    # A few kilobytes; kept on the machine where the task is started again there.
    ephemeral_disk {
      sticky = true
      size   = 50
    }

    # Without a check: a seed is found from its start on, before it is a member.
    service {
      name     = "actors-seed"
      provider = "nomad"
      port     = "remoting"
    }

    task "seed" {
      driver       = "docker"
      kill_timeout = "30s"

      config {
        image           = "actors/seed:${var.version}"
        network_mode    = "host"
        readonly_rootfs = true
        cap_drop        = ["all"]
        security_opt    = ["no-new-privileges"]

        mount {
          type     = "tmpfs"
          target   = "/tmp"
          readonly = false
        }
      }

      env {
        ACTORS_NODE__NAME           = "seed-${NOMAD_ALLOC_INDEX}"
        ACTORS_NODE__HOST           = "${NOMAD_IP_remoting}"
        ACTORS_NODE__PORT           = "${NOMAD_PORT_remoting}"
        ACTORS_NODE__MANAGEMENTPORT = "${NOMAD_PORT_management}"
        ACTORS_NODE__STATEPATH      = "${NOMAD_ALLOC_DIR}/data"
        ACTORS_NODE__SEEDS          = "file:/local/seeds"
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
        cpu    = 100
        memory = 128
      }
    }
  }

  group "web" {
    count = 2

    update {
      max_parallel     = 1
      min_healthy_time = "15s"
    }

    network {
      mode = "host"
      port "remoting" {}
      port "management" {}
      port "http" {}
    }

    # Your program: an image of its own with /usr/bin/actors in front (docs/containers.md); here the demo app.
    task "node" {
      driver       = "docker"
      kill_timeout = "45s"

      config {
        image           = "actors/node:${var.version}"
        network_mode    = "host"
        readonly_rootfs = true
        cap_drop        = ["all"]
        security_opt    = ["no-new-privileges"]

        mount {
          type     = "tmpfs"
          target   = "/tmp"
          readonly = false
        }
      }

      env {
        ACTORS_NODE__NAME           = "web-${NOMAD_ALLOC_INDEX}"
        ACTORS_NODE__HOST           = "${NOMAD_IP_remoting}"
        ACTORS_NODE__PORT           = "${NOMAD_PORT_remoting}"
        ACTORS_NODE__MANAGEMENTPORT = "${NOMAD_PORT_management}"
        ACTORS_NODE__SEEDS          = "file:/local/seeds"
        ACTORS_WEB__PORT            = "${NOMAD_PORT_http}"
        ACTORS_WEB__LEAVETIMEOUT    = "20"
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
        cpu    = 100
        memory = 128
      }
    }
  }
}
