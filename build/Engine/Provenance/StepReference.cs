using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Provenance;

/// <summary>The step that made a file, as whoever asks later can find it.</summary>
/// <param name="Mnemonic">The kind of step: "CcLink".</param>
/// <param name="Label">What it makes, for people.</param>
/// <param name="Action">The action's digest; null where nothing ran, as a file was taken as it is.</param>
public sealed record StepReference(string Mnemonic, string Label, Digest? Action)
{
    /// <summary>The kind of a step that takes a file as it is.</summary>
    public const string Source = "Source";

    public static StepReference Of(ActionOutcome outcome) => new(outcome.Spec.Mnemonic, outcome.Spec.Label, outcome.Key);

    /// <param name="place">Where the file was taken from: "src/rootfs".</param>
    public static StepReference Taken(string place) => new(Source, place, Action: null);
}

/// <summary>Files and the step that made them.</summary>
public sealed record MadeFiles(StepReference Step, FileTree Files);
