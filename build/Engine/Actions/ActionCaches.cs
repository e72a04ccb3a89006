namespace OpenLinux.Engine.Actions;

/// <summary>Where results are kept: those of this machine alone on its disk, and all others where others may find them.</summary>
internal sealed record ActionCaches(IActionCache Shared, IActionCache Own)
{
    public IActionCache For(ActionSpec spec) => spec.Builtin is { IsOfThisMachine: true } ? Own : Shared;
}
