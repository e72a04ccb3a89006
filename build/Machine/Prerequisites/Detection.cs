namespace OpenLinux.Machine.Prerequisites;

/// <summary>How to tell whether a prerequisite is there, without starting anything.</summary>
public abstract record Detection
{
    /// <returns>Where it is, or null.</returns>
    public abstract string? Find(MachineFacts machine);
}
