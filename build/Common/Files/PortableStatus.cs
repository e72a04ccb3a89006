namespace OpenLinux.Common.Files;

/// <summary>The same from .NET alone, for systems other than Linux.</summary>
internal static class PortableStatus
{
    private const long NanosecondsPerTick = 100;

    public static FileStatus? Read(string path, bool followLink)
    {
        FileSystemInfo info = new FileInfo(path);
        if (followLink && info.LinkTarget is not null)
        {
            info = info.ResolveLinkTarget(returnFinalTarget: true)!;
        }

        if ((int)info.Attributes == -1)
        {
            return null;
        }

        var kind = info.LinkTarget is not null ? FileKind.Symlink
            : info.Attributes.HasFlag(FileAttributes.Directory) ? FileKind.Directory
            : info.Attributes.HasFlag(FileAttributes.Device) ? FileKind.Other
            : FileKind.File;
        var mode = OperatingSystem.IsWindows() ? FileModes.Regular : (int)info.UnixFileMode;
        var modified = (info.LastWriteTimeUtc.Ticks - DateTime.UnixEpoch.Ticks) * NanosecondsPerTick;
        var size = kind == FileKind.File ? new FileInfo(info.FullName).Length : 0;
        return new FileStatus(kind, mode, size, modified, modified, 0, 0, 0);
    }
}
