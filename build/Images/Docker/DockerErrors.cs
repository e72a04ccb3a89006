using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Images.Docker;

/// <summary>What can go wrong between this build and the Docker engine.</summary>
public static class DockerErrors
{
    public static readonly ErrorCode DaemonNotRunning = new("OL501", "the Docker daemon does not answer");
    public static readonly ErrorCode SocketNotPermitted = new("OL502", "no permission to use the Docker daemon");
    public static readonly ErrorCode ImageNotListed = new("OL503", "the image is not listed after the import");
    public static readonly ErrorCode ClientTooOld = new("OL504", "the Docker client and daemon speak no common version");
    public static readonly ErrorCode ClientMissing = new("OL505", "no Docker client found");
    public static readonly ErrorCode DaemonDiskFull = new("OL506", "no space left where the Docker daemon keeps its images");
    public static readonly ErrorCode LayersUnreadable = new("OL508", "the Docker daemon cannot read the image's layers");
    public static readonly ErrorCode Refused = new("OL507", "Docker refused");
}
