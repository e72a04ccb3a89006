using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>
/// The command line, understood. Of Cake Frosting's many spellings only the one that our host hands on:
/// <c>--name</c> and <c>--name=value</c>, with the names in full.
/// </summary>
/// <param name="Targets">As given, else "Default".</param>
internal sealed record CommandLine(HostAction Action, IReadOnlyList<string> Targets, Verbosity Verbosity, bool Exclusive)
{
    /// <exception cref="CakeException">The command line makes no sense.</exception>
    public static CommandLine Parse(IEnumerable<string> args)
    {
        var action = HostAction.Run;
        var verbosity = Verbosity.Normal;
        var exclusive = false;
        List<string> targets = [];
        foreach (var argument in args)
        {
            switch (argument.Split('=', 2))
            {
                case ["--target", var target]:
                    targets.Add(target);
                    break;
                case ["--verbosity", var level] when Enum.TryParse(level, ignoreCase: true, out verbosity):
                    break;
                case ["--exclusive"]:
                    exclusive = true;
                    break;
                case [var flag] when ActionOf(flag) is { } asked:
                    action = asked > action ? asked : action;
                    break;
                default:
                    throw new CakeException($"This host does not know '{argument}'.");
            }
        }

        return new CommandLine(action, targets.Count == 0 ? ["Default"] : targets, verbosity, exclusive);
    }

    private static HostAction? ActionOf(string flag) => flag switch
    {
        "--description" => HostAction.Description,
        "--tree" => HostAction.Tree,
        "--dryrun" => HostAction.DryRun,
        "--info" => HostAction.Info,
        "--version" => HostAction.Version,
        _ => null,
    };
}

/// <summary>What is asked of the host; of several, the last in this order.</summary>
internal enum HostAction
{
    Run,
    Description,
    Tree,
    DryRun,
    Info,
    Version,
}
