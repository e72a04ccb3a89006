using System.Net.Sockets;

namespace OpenLinux.TestKit.Registry;

/// <summary>Lets answers through, each up to a number of bytes; a client waits for one before it sends the next request.</summary>
internal sealed class AnswerRelay(TcpClient server, TcpClient client)
{
    private int budget = int.MaxValue;

    public int Budget
    {
        set => Volatile.Write(ref budget, value);
    }

    public async Task RunAsync()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await server.GetStream().ReadAsync(buffer) is > 0 and var read)
            {
                var budget = Volatile.Read(ref this.budget);
                await client.GetStream().WriteAsync(buffer.AsMemory(0, Math.Min(read, budget)));
                if (budget < read)
                {
                    break;
                }
            }
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The request's side of the relay ended it.
        }

        client.Client?.Close();
    }
}
