using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Images;

/// <summary>What can be wrong with a root filesystem (OL4xx) or with the image made of it (OL51x, OL52x).</summary>
public static class ImagesErrors
{
    public static readonly ErrorCode TarballMissing = new("OL401", "no rootfs tarball");
    public static readonly ErrorCode TarballTruncated = new("OL402", "the rootfs tarball ends too early");
    public static readonly ErrorCode TarballCorrupt = new("OL403", "the rootfs tarball is corrupt");
    public static readonly ErrorCode PathEscapes = new("OL404", "a path in the tarball leads out of the root filesystem");
    public static readonly ErrorCode NoShell = new("OL405", "no shell in the root filesystem");
    public static readonly ErrorCode WrongElf = new("OL406", "a program of another architecture");
    public static readonly ErrorCode DynamicallyLinked = new("OL407", "a dynamically linked program");
    public static readonly ErrorCode RequiredMissing = new("OL408", "a required file is missing");
    public static readonly ErrorCode PointsNowhere = new("OL409", "PATH, entrypoint or command points nowhere");
    public static readonly ErrorCode DeviceNode = new("OL410", "a device node, pipe or socket in the root filesystem");
    public static readonly ErrorCode SetuidFile = new("OL411", "a setuid or setgid file");
    public static readonly ErrorCode WorldWritable = new("OL412", "anyone can write to a path");
    public static readonly ErrorCode DuplicateEntry = new("OL413", "the tarball holds a path twice");
    public static readonly ErrorCode LimitExceeded = new("OL414", "the tarball exceeds what a root filesystem may be");
    public static readonly ErrorCode HardLinkDangles = new("OL415", "a hard link to a file that the tarball does not hold before it");
    public static readonly ErrorCode ReservedName = new("OL416", "a name that image layers reserve");
    public static readonly ErrorCode BudgetForNobody = new("OL417", "a size budget for a component that is not there");
    public static readonly ErrorCode PathConflict = new("OL420", "two components give the same path");
    public static readonly ErrorCode InvalidPath = new("OL421", "not a path of a root filesystem");
    public static readonly ErrorCode OutputUnwritable = new("OL422", "the rootfs tarball cannot be written");

    public static readonly ErrorCode NotPie = new("OL430", "a program that is always loaded at the same address");
    public static readonly ErrorCode NoRelro = new("OL431", "a program whose relocated data stays writable");
    public static readonly ErrorCode BindsLate = new("OL432", "a program that resolves symbols while it runs");
    public static readonly ErrorCode ExecutableData = new("OL433", "a program with an executable stack or writable code");
    public static readonly ErrorCode TextRelocations = new("OL434", "a program whose code is changed when it is loaded");
    public static readonly ErrorCode NoStackProtector = new("OL435", "a program without stack protector");
    public static readonly ErrorCode NotFortified = new("OL436", "a program without FORTIFY");
    public static readonly ErrorCode BuildPath = new("OL437", "a program that tells where it was built");
    public static readonly ErrorCode Secret = new("OL438", "a file that holds a key or token");
    public static readonly ErrorCode OverBudget = new("OL439", "a component that exceeds its size budget");

    public static readonly ErrorCode WrongPlatform = new("OL510", "the image is for another platform");
    public static readonly ErrorCode WrongLayer = new("OL511", "the image's layer is not the rootfs tarball");
    public static readonly ErrorCode WrongConfiguration = new("OL512", "the image's configuration is not what was asked for");
    public static readonly ErrorCode DoesNotStart = new("OL513", "the image does not start");
    public static readonly ErrorCode InvalidTag = new("OL520", "not a valid image tag");
    public static readonly ErrorCode SharedTag = new("OL521", "one tag for the images of several architectures");
    public static readonly ErrorCode NoTag = new("OL524", "no tag template applies");
    public static readonly ErrorCode LayersUnusable = new("OL530", "the image cannot be parted into these layers");
}
