using OpenLinux.Archives.Tar;
using OpenLinux.Rootfs.Elf;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>Reads a file's content once, past everyone who looks for something in it.</summary>
internal sealed class FileScan(InspectionPolicy policy, FindingCollector findings, KnownOrigins origins)
{
    private readonly ProgramScan program = new(policy, findings, origins);
    private readonly SecretScan secrets = new(policy, findings);
    private readonly byte[] buffer = new byte[ElfReader.HeadSize];

    public IReadOnlyList<FolderMention> Folders => program.Folders;

    public void Scan(string path, TarReader tar)
    {
        var length = Fill(tar);
        var isProgram = program.TryBegin(path, buffer.AsSpan(0, length));
        for (long position = 0; length > 0 && (isProgram || secrets.IsNeeded); length = Fill(tar))
        {
            var chunk = buffer.AsSpan(0, length);
            secrets.Feed(chunk);
            if (isProgram)
            {
                program.Feed(chunk, position);
            }

            position += length;
        }

        secrets.Finish(path);
        if (isProgram)
        {
            program.Finish(path);
        }
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
