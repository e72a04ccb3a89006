using OpenLinux.Common.Files;
using OpenLinux.Host.Progress;

namespace OpenLinux.Host.Cli;

/// <summary>
/// A standard stream whose failures stop no build: they are kept for the end, as make(1) does. Where only the reader has gone,
/// as <c>head</c> does (EPIPE), .NET itself keeps quiet.
/// </summary>
internal sealed class GuardedOutput : WriteOnlyStream
{
    private readonly Stream inner;
    private readonly OutputListener heard;
    private readonly int number;

    private GuardedOutput(Stream inner, int number, OutputListener heard) => (this.inner, this.number, this.heard) = (inner, number, heard);

    /// <summary>What is drawn below all that is written, where anything is.</summary>
    public static TerminalBlock? Block { get; set; }

    /// <summary>What the first write that failed failed of; nothing was written after it.</summary>
    public Exception? Fault { get; private set; }

    /// <param name="heard">Told of all that is written.</param>
    /// <returns>Standard output's; standard error is guarded alike, and nobody could be told of that.</returns>
    public static GuardedOutput Install(OutputListener heard)
    {
        var output = new GuardedOutput(Console.OpenStandardOutput(), 1, heard);
        Console.SetOut(WriterOf(output, Console.Out));
        Console.SetError(WriterOf(new GuardedOutput(Console.OpenStandardError(), 2, heard), Console.Error));
        return output;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            if (Fault is null)
            {
                using var aside = Block?.Aside(buffer.EndsWith("\n"u8));
                inner.Write(buffer);
                heard(number, buffer);
            }
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            Fault = fault;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    /// <param name="replaced">It writes no byte order mark, whatever the locale.</param>
    private static StreamWriter WriterOf(GuardedOutput output, TextWriter replaced) => new(output, replaced.Encoding) { AutoFlush = true };
}

/// <param name="stream">1 for standard output, 2 for standard error.</param>
public delegate void OutputListener(int stream, ReadOnlySpan<byte> text);
