using OpenLinux.Archives.Tar;
using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Reads a file's content once, past everyone who looks for something in it. Not for two threads at a time.</summary>
internal sealed class FileScan(ScanPatterns patterns)
{
    /// <summary>Raised with every change of what is found in some content: it is kept by the content, see <see cref="InspectionStep"/>.</summary>
    public const int Version = 1;

    private readonly ProgramScan program = new(patterns);
    private readonly PatternScanner secrets = new(patterns.Secrets);
    private readonly byte[] buffer = new byte[ElfReader.HeadSize];

    public FileFacts Scan(TarReader tar)
    {
        var length = Fill(tar);
        var isMalformed = ElfHeader.IsMalformed(buffer.AsSpan(0, length));
        var isProgram = program.TryBegin(buffer.AsSpan(0, length));
        for (long position = 0; length > 0 && (isProgram || patterns.Secrets.Length > 0); length = Fill(tar))
        {
            var chunk = buffer.AsSpan(0, length);
            secrets.Feed(chunk);
            if (isProgram)
            {
                program.Feed(chunk, position);
            }

            position += length;
        }

        var found = secrets.Finish().Index().Where(match => match.Item is not null).Select(match => (match.Index, match.Item!.Value.Offset));
        var facts = new FileFacts { IsMalformed = isMalformed, Program = isProgram ? program.Finish() : null, Secrets = [.. found] };
        return facts.AreNone ? FileFacts.None : facts;
    }

    private int Fill(TarReader tar)
    {
        var length = 0;
        while (length < buffer.Length && tar.ReadData(buffer, length, buffer.Length - length) is var read and > 0)
        {
            length += read;
        }

        return length;
    }
}
