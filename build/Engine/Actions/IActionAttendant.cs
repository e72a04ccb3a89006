namespace OpenLinux.Engine.Actions;

/// <summary>Serves a command from this process while it runs. A command that goes unserved must give the same outputs: it is not part of the key.</summary>
public interface IActionAttendant
{
    /// <param name="folder">The action's, with its inputs laid out; the command starts afterwards.</param>
    Task<IAttendance> AttendAsync(ActionSpec spec, string folder, CancellationToken cancellation);
}

/// <summary>Disposed of when the command has ended, before its outputs are taken.</summary>
public interface IAttendance : IAsyncDisposable
{
    /// <summary>What the command is given beside the environment of its spec.</summary>
    IReadOnlyDictionary<string, string> Environment { get; }
}
