namespace OpenLinux.Registry.Uploads;

/// <summary>Counts what a push did, whose uploads go side by side.</summary>
internal sealed class PushTally
{
    private int _uploaded;
    private int _present;
    private int _mounted;
    private int _written;
    private long _bytesSent;

    public int Uploaded => _uploaded;

    public int Present => _present;

    public int Mounted => _mounted;

    public int Written => _written;

    public long BytesSent => Interlocked.Read(ref _bytesSent);

    public void CountUploaded() => Interlocked.Increment(ref _uploaded);

    public void CountPresent() => Interlocked.Increment(ref _present);

    public void CountMounted() => Interlocked.Increment(ref _mounted);

    public void CountWritten() => Interlocked.Increment(ref _written);

    public void CountSent(int bytes) => Interlocked.Add(ref _bytesSent, bytes);
}
