namespace OpenLinux.Engine.Reporting;

/// <summary>Where an action stands. It enters them in this order, but for what has to be done again; one that is a hit goes from the first to the last.</summary>
public enum ActionPhase
{
    /// <summary>Asked for: its key is made and looked up, and where that is missing, why.</summary>
    Lookup,

    /// <summary>What it reads is brought to where it runs. Entered before the queue for the store, and after it for the action's folder.</summary>
    Stage,

    /// <summary>It could run, and waits for a slot.</summary>
    Queue,

    /// <summary>Its command, or a builtin, is at work.</summary>
    Run,

    /// <summary>Its outputs go into the store, and its result under its key.</summary>
    Store,

    /// <summary>The engine is through with it: with an outcome, or without one as it failed, was cancelled or was another's as well.</summary>
    Done,
}
