using System.Globalization;

namespace Actors.EndToEnd.Programs;

/// <summary>
/// A program that knows nothing of us, as Debian has it, behind a web node: how it is started so that it serves at a port and tells
/// whose it is, as the demo app does.
/// </summary>
internal static class ForeignProgram
{
    public static IReadOnlyList<string> Http { get; } = ["node", "python3", "nginx"];

    /// <summary>Writes what it needs into a folder; the words of its command.</summary>
    public static string[] Prepare(string program, string folder, string node, int port)
    {
        Directory.CreateDirectory(folder);
        var greeting = $$"""{"host":"{{node}}"}""";
        string Write(string name, string text)
        {
            var path = Path.Combine(folder, name);
            File.WriteAllText(path, text);
            return path;
        }

        switch (program)
        {
            case "node":
                return [
                    "node",
                    Write(
                        "server.js",
                        $$"""require('node:http').createServer((_, answer) => answer.end('{{greeting}}')).listen(process.env.PORT, '127.0.0.1');""")];
            case "python3":
                Write("index.html", greeting);
                return [
                    "python3", "-m", "http.server", "--bind", "127.0.0.1", "--directory", folder,
                    port.ToString(CultureInfo.InvariantCulture)];
            case "nginx":
                return ["nginx", "-e", "stderr", "-p", folder, "-c", Write("nginx.conf", NginxConfig(greeting, port)), "-g", "daemon off;"];
            case "redis-server":
                return [
                    "redis-server", "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--save", "", "--dir",
                    folder];
            default:
                throw new ArgumentOutOfRangeException(nameof(program), program, "no such program");
        }
    }

    private static string NginxConfig(string greeting, int port) => $$"""
        pid nginx.pid;
        worker_processes 2;
        events { }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          server {
            listen 127.0.0.1:{{port}};
            location / { default_type application/json; return 200 '{{greeting}}'; }
          }
        }
        """;
}
