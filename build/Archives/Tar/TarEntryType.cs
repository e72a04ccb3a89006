namespace OpenLinux.Archives.Tar;

/// <summary>The ustar <c>typeflag</c>, with the extensions of pax and GNU tar that a rootfs tarball can hold.</summary>
public enum TarEntryType : byte
{
    OldFile = 0,
    File = (byte)'0',
    HardLink = (byte)'1',
    Symlink = (byte)'2',
    CharacterDevice = (byte)'3',
    BlockDevice = (byte)'4',
    Directory = (byte)'5',
    Fifo = (byte)'6',
    ContiguousFile = (byte)'7',
    PaxGlobal = (byte)'g',
    PaxExtended = (byte)'x',
    GnuLongLink = (byte)'K',
    GnuLongName = (byte)'L',
    GnuSparse = (byte)'S',
}
