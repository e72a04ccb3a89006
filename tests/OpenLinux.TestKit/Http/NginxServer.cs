using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OpenLinux.TestKit.Http;

/// <summary>Debian's nginx with its DAV module, on a loopback port: the set-up of docs/remote.md.</summary>
public sealed class NginxServer : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly IPEndPoint place;
    private readonly string configuration;
    private Process? process;

    /// <param name="certificate">Its own, for TLS; null for none.</param>
    /// <param name="clients">Who must have signed those of its clients; null where they need none.</param>
    public NginxServer(TestCertificate? certificate = null, TestCertificate? clients = null)
    {
        var host = HttpService.ClosedHost;
        Address = $"{(certificate is null ? "http" : "https")}://{host}/cache";
        place = IPEndPoint.Parse(host);
        configuration = folder.Write("nginx.conf", $$"""
            daemon off;
            worker_processes 1;
            pid {{folder.PathOf("pid")}};
            error_log {{folder.PathOf("error.log")}};
            events { worker_connections 512; }
            http {
                access_log off;
                client_body_temp_path {{folder.PathOf("body")}};
                server {
                    listen {{host}}{{(certificate is null ? "" : " ssl")}};
                    {{TlsLines(certificate, clients)}}
                    location /cache/ {
                        root {{folder.PathOf("files")}};
                        dav_methods PUT;
                        create_full_put_path on;
                        client_max_body_size 0;
                    }
                }
            }
            """);
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(Files);
        File.SetUnixFileMode(folder.PathOf("files"), (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(Files, (UnixFileMode)0b111_111_111);
        Start();
    }

    public string Address { get; }

    /// <summary>Where what it is sent lies: <c>ac</c> and <c>cas</c>.</summary>
    public string Files => folder.PathOf("files/cache");

    /// <summary>Again at its address, with all that it holds.</summary>
    public void Start()
    {
        process = Process.Start(new ProcessStartInfo("nginx", ["-e", folder.PathOf("error.log"), "-c", configuration]))!;
        WaitFor(place);
    }

    /// <summary>At once, whatever it is doing.</summary>
    public void Kill()
    {
        process?.Kill(entireProcessTree: true);
        process?.WaitForExit();
        process?.Dispose();
        process = null;
    }

    public void Dispose()
    {
        Kill();
        folder.Dispose();
    }

    private string TlsLines(TestCertificate? certificate, TestCertificate? clients)
    {
        if (certificate is null)
        {
            return "";
        }

        var lines = $"ssl_certificate {folder.Write("server.pem", certificate.Pem)}; ssl_certificate_key {folder.Write("server.key", certificate.KeyPem)};";
        return clients is null ? lines : $"{lines} ssl_client_certificate {folder.Write("clients.pem", clients.Pem)}; ssl_verify_client on;";
    }

    private static void WaitFor(IPEndPoint place)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(place);
                return;
            }
            catch (SocketException) when (attempt < 300)
            {
                Thread.Sleep(20);
            }
        }
    }
}
