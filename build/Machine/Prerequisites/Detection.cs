namespace OpenLinux.Machine.Prerequisites;

/// <summary>How to tell whether a prerequisite is there, without starting anything.</summary>
public abstract record Detection
{
    /// <returns>Where it is, or null.</returns>
    public abstract string? Find(MachineFacts machine);
}

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

/// <summary>Programs on the search path; all of them must be there, and the first stands for them.</summary>
public sealed record ProgramDetection(params IReadOnlyList<string> Programs) : Detection
{
    public override string? Find(MachineFacts machine)
    {
        string? first = null;
        foreach (var program in Programs)
        {
            if (machine.FindProgram(program) is not { } path)
            {
                return null;
            }

            first ??= path;
        }

        return first;
    }
}
