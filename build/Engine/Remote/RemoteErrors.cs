using OpenLinux.Common.Errors;

namespace OpenLinux.Engine.Remote;

/// <summary>What is told of a remote cache, once a build: none of it fails one.</summary>
public static class RemoteErrors
{
    public static readonly ErrorCode Off = new("OL701", "the build goes on without its remote cache",
        "it is down, slow, or refuses these credentials; its words are shown", "the server's log; `--remote-cache=none` builds without it");

    public static readonly ErrorCode UploadsOff = new("OL702", "the remote cache takes no results",
        "no right to write, or no room; its words are shown", "`--remote-mode=read`, or the right and the room");

    public static readonly ErrorCode Lies = new("OL703", "the remote cache gave other bytes than it was asked for",
        "a damaged disk, or something in between that changes what it passes on; nothing of it was used", "remove the blob that is named from the server");

    public static readonly ErrorCode Unanswered = new("OL704", "the remote cache left requests unanswered",
        "a server or network that fails now and then; the build did without those answers", "the server's log");
}
