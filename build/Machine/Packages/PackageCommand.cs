namespace OpenLinux.Machine.Packages;

/// <summary>A command that changes what is installed; its text can be pasted into a shell.</summary>
public sealed record PackageCommand(string Program, params IReadOnlyList<string> Arguments)
{
    public override string ToString() => string.Join(' ', [Program, .. Arguments]);
}
