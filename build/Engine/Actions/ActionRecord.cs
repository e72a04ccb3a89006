using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>An earlier action, read back from what <see cref="EncodedAction.StoreAsync"/> stored.</summary>
internal sealed class ActionRecord
{
    private readonly Dictionary<Digest, Reapi.Directory> directories;

    private ActionRecord(Reapi.Action action, Reapi.Command command, Dictionary<Digest, Reapi.Directory> directories)
    {
        Action = action;
        Command = command;
        this.directories = directories;
    }

    public Reapi.Action Action { get; }

    public Reapi.Command Command { get; }

    public Digest InputRoot => Action.InputRootDigest.ToDigest();

    public static ActionRecord Of(byte[] blob)
    {
        var record = Reapi.ActionRecord.Parser.ParseFrom(blob);
        return new ActionRecord(
            Reapi.Action.Parser.ParseFrom(record.Action),
            Reapi.Command.Parser.ParseFrom(record.Command),
            record.Directories.ToDictionary(bytes => Digest.Of(bytes.Span), bytes => Reapi.Directory.Parser.ParseFrom(bytes)));
    }

    /// <returns>A directory below its input root, or null where it is one that actions share: then the store may have it.</returns>
    public Reapi.Directory? DirectoryOf(Digest digest) => directories.GetValueOrDefault(digest);
}
