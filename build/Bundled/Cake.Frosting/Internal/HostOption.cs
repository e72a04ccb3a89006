namespace Cake.Frosting.Internal;

/// <summary>One option of the host itself.</summary>
/// <param name="Names">Every spelling, without dashes; one letter is a short option. The first is the one that messages use.</param>
/// <param name="Value">What its value is called in the help; null for a flag.</param>
/// <param name="Action">What a flag asks for.</param>
internal sealed record HostOption(IReadOnlyList<string> Names, string? Value, string Help, HostAction? Action = null)
{
    public static readonly HostOption Target = new(["target", "t", "Target"], "TARGET", "Target task to invoke; may be repeated [Default]");
    public static readonly HostOption Working = new(["working", "w"], "PATH", "Sets the working directory");
    public static readonly HostOption Verbosity = new(["verbosity", "v"], "VERBOSITY", "Quiet, Minimal, Normal, Verbose or Diagnostic [Normal]");
    public static readonly HostOption Exclusive = new(["exclusive", "e"], null, "Executes the target task without any dependencies");

    public static readonly IReadOnlyList<HostOption> All =
    [
        new(["help", "h"], null, "Prints help information", HostAction.Help),
        Target,
        Working,
        Verbosity,
        new(["description", "descriptions", "showdescription", "showdescriptions"], null, "Shows description for each task", HostAction.Description),
        new(["tree", "showtree"], null, "Shows the task dependency tree", HostAction.Tree),
        new(["dryrun", "noop", "whatif"], null, "Performs a dry run", HostAction.DryRun),
        Exclusive,
        new(["version", "ver"], null, "Displays version information", HostAction.Version),
        new(["info"], null, "Displays additional information about Cake", HostAction.Info),
    ];

    public bool IsFlag => Value is null;

    public static HostOption? Find(string name)
    {
        foreach (var option in All)
        {
            foreach (var candidate in option.Names)
            {
                if (string.Equals(candidate, name, StringComparison.Ordinal))
                {
                    return option;
                }
            }
        }

        return null;
    }
}
