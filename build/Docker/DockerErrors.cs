using OpenLinux.Common.Errors;

namespace OpenLinux.Docker;

/// <summary>What can go wrong between this build and the Docker engine.</summary>
public static class DockerErrors
{
    public static readonly ErrorCode DaemonNotRunning = new("OL501", "the Docker daemon answers no longer",
        "as OL203, later", "start it, or check `DOCKER_HOST`");

    public static readonly ErrorCode SocketNotPermitted = new("OL502", "no permission to use the Docker daemon",
        "as OL204, later", "join the `docker` group");

    public static readonly ErrorCode ImageNotListed = new("OL503", "the image is not listed after the import",
        "removed or retagged by someone at that moment", "run again: it imports from the cached tarball");

    public static readonly ErrorCode ClientTooOld = new("OL504", "the Docker client and daemon speak no common version",
        "`DOCKER_API_VERSION`, or an old client", "unset it, or upgrade");

    public static readonly ErrorCode ClientMissing = new("OL505", "no Docker client found",
        "`docker` is not on PATH", "`--setup=auto`");

    public static readonly ErrorCode DaemonDiskFull = new("OL506", "no space left where the Docker daemon keeps its images",
        "the daemon's disk is full", "`docker system df` shows what takes it; `docker builder prune` and `docker image prune` remove what nothing names");

    public static readonly ErrorCode Refused = new("OL507", "Docker refused",
        "the daemon's own words are shown", "as it says");

    public static readonly ErrorCode LayersUnreadable = new("OL508", "the Docker daemon cannot read the image's layers",
        "zstd layers, and a daemon before 23", "`image.compression = \"gzip\"`, or upgrade");

    public static readonly ErrorCode NotUnderstood = new("OL509", "the Docker client's answer cannot be understood",
        "a wrapper, or another program of that name; its words are shown", "put Docker's own client first on PATH");

    public static readonly ErrorCode WrongPlatform = new("OL510", "the image is for another platform",
        "the daemon stored another platform", "upgrade Docker");

    public static readonly ErrorCode WrongLayer = new("OL511", "the image's layer is not the rootfs tarball",
        "diff_id is not the tarball's; after DockerBuild, files differ: path and field are named",
        "build again; let the Dockerfile's first stage unpack the tarball alone");

    public static readonly ErrorCode WrongConfiguration = new("OL512", "the image's configuration is not what was asked for",
        "the field is named with both values", "build again");

    public static readonly ErrorCode DoesNotStart = new("OL513", "the image does not start",
        "its output is shown; the image is removed, and tags stay where they were", "`--target=DockerImport` makes one to look into, untagged");
}
