using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using OpenLinux.Docker.Images;
using OpenLinux.Machine.Daemon;
using OpenLinux.Oci.Json;

namespace OpenLinux.Host.Unchanged;

/// <summary>
/// What the daemon says of the images that a run relied on (Docker Engine API, ImageInspect). An ID names an image by its content, so that
/// what the run compared stays compared as long as each name leads to the same one.
/// </summary>
internal static class DaemonAnswers
{
    private const string DateHeader = "Date: ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <param name="endpoint">Only a socket of this machine is asked: what else there is, only the client knows.</param>
    public static void Note(FactSheet facts, DockerEndpoint endpoint, IEnumerable<ReliedImage> images)
    {
        foreach (var image in images)
        {
            if (endpoint.SocketPath is not { } socket)
            {
                facts.Refuse($"the daemon is at {endpoint}");
                return;
            }

            var request = Encoding.ASCII.GetBytes($"GET /images/{image.Name}/json HTTP/1.0\r\nHost: docker\r\n\r\n");
            var response = Ask(socket, request);
            if (IdIn(response) != image.Id.ToString())
            {
                facts.Refuse($"the daemon no longer has {image.Id} as {image.Name}");
            }

            facts.File.AddAnswer(socket, request, response);
        }
    }

    /// <returns>The whole answer but for the line that tells the time; nothing where there is none.</returns>
    private static byte[] Ask(string path, byte[] request)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.SendTimeout = socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
            socket.Connect(new UnixDomainSocketEndPoint(path));
            using var stream = new NetworkStream(socket);
            stream.Write(request);
            using var answer = new MemoryStream();
            stream.CopyTo(answer);
            return WithoutDate(answer.ToArray());
        }
        catch (Exception silent) when (silent is SocketException or IOException or ArgumentException)
        {
            return [];
        }
    }

    private static byte[] WithoutDate(byte[] answer)
    {
        var text = Encoding.Latin1.GetString(answer);
        var start = text.IndexOf($"\n{DateHeader}", StringComparison.Ordinal) + 1;
        var body = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return start > 0 && start < body ? Encoding.Latin1.GetBytes(text.Remove(start, text.IndexOf('\n', start) + 1 - start)) : answer;
    }

    private static string? IdIn(byte[] response)
    {
        var text = Encoding.UTF8.GetString(response);
        var body = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (body < 0 || text.Split(' ', 3) is not [_, "200", ..])
        {
            return null;
        }

        try
        {
            using var image = JsonDocument.Parse(text.AsMemory(body));
            return image.RootElement.TextOrNull("Id");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
