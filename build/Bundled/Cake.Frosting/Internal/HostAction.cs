namespace Cake.Frosting.Internal;

/// <summary>What the command line asks of the host; of several, the last in this order.</summary>
internal enum HostAction
{
    Run,
    Description,
    Tree,
    DryRun,
    Info,
    Version,
    Help,
}
