namespace OpenLinux.Common.Reporting;

/// <summary>What the build tells people while it runs; apart from logging, so that a terminal, a log and a test can each listen.</summary>
public interface IReporter
{
    /// <summary>A long transfer; <paramref name="total"/> is null while unknown. Both in bytes.</summary>
    void Progress(string subject, long done, long? total);

    void Information(string message);

    void Verbose(string message);

    void Warning(string message);
}
