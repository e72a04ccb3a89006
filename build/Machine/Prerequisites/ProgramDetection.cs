namespace OpenLinux.Machine.Prerequisites;

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
