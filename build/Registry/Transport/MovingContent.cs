namespace OpenLinux.Registry.Transport;

/// <summary>A body so large that silence is counted from the last piece the receiver took, and not from the first.</summary>
internal abstract class MovingContent : HttpContent
{
    /// <summary>Called whenever the receiver has taken something.</summary>
    public Action Moved { get; set; } = () => { };
}
