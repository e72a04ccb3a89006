namespace OpenLinux.Machine.Prerequisites;

/// <summary>A file in one of several places.</summary>
public sealed record FileDetection(params IReadOnlyList<string> Places) : Detection
{
    public override string? Find(MachineFacts machine)
    {
        foreach (var place in Places)
        {
            if (machine.FileExists(place))
            {
                return machine.PathOf(place);
            }
        }

        return null;
    }
}
