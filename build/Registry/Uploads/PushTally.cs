namespace OpenLinux.Registry.Uploads;

/// <summary>Counts what a push did, whose uploads go side by side.</summary>
internal sealed class PushTally
{
    private int uploaded;
    private int present;
    private int mounted;
    private int written;
    private long bytesSent;

    public int Uploaded => uploaded;

    public int Present => present;

    public int Mounted => mounted;

    public int Written => written;

    public long BytesSent => Interlocked.Read(ref bytesSent);

    public void CountUploaded() => Interlocked.Increment(ref uploaded);

    public void CountPresent() => Interlocked.Increment(ref present);

    public void CountMounted() => Interlocked.Increment(ref mounted);

    public void CountWritten() => Interlocked.Increment(ref written);

    public void CountSent(int bytes) => Interlocked.Add(ref bytesSent, bytes);
}
