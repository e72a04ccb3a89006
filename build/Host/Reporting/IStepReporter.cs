using OpenLinux.Engine.Reporting;

namespace OpenLinux.Host.Reporting;

/// <summary>A reporter that hears, too, of what was no action: files placed, tags set.</summary>
public interface IStepReporter : IBuildReporter
{
    /// <summary>Something a step did, or found done.</summary>
    /// <param name="changed">Whether it changed anything.</param>
    void Note(string text, bool changed);

    /// <summary>Something that people asked for, made or found made.</summary>
    void Made(Artifact artifact);
}
