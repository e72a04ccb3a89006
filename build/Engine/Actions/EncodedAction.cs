using Google.Protobuf;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>A spec as canonical REAPI v2 messages; the digest of the <c>Action</c> is its key.</summary>
public sealed class EncodedAction
{
    private readonly byte[] action;
    private readonly byte[] command;

    private EncodedAction(byte[] action, byte[] command, MerkleTree inputRoot)
    {
        this.action = action;
        this.command = command;
        InputRoot = inputRoot;
        Key = Digest.Of(action);
    }

    public Digest Key { get; }

    public MerkleTree InputRoot { get; }

    public Reapi.Action Action => Reapi.Action.Parser.ParseFrom(action);

    public Reapi.Command Command => Reapi.Command.Parser.ParseFrom(command);

    /// <summary>Label, mnemonic, header discovery, a builtin's code beyond its version and where to fetch inputs are not part of it.</summary>
    public static EncodedAction Of(ActionSpec spec)
    {
        var platform = PlatformOf(spec);
        var command = CommandOf(spec, platform).ToByteArray();
        var inputRoot = MerkleTree.Of(spec.Inputs);
        var action = new Reapi.Action
        {
            CommandDigest = Digest.Of(command).ToMessage(),
            InputRootDigest = inputRoot.RootDigest.ToMessage(),
            Platform = platform,
        };
        return new EncodedAction(action.ToByteArray(), command, inputRoot);
    }

    /// <summary>Stores the messages: for explanations here, and for whoever runs the action elsewhere.</summary>
    public async ValueTask StoreAsync(IContentStore store, CancellationToken cancellation)
    {
        await InputRoot.StoreAsync(store, cancellation);
        await store.PutAsync(command, cancellation);
        await store.PutAsync(action, cancellation);
    }

    private static Reapi.Command CommandOf(ActionSpec spec, Reapi.Platform? platform)
    {
        var command = new Reapi.Command
        {
            Platform = platform,
            OutputDirectoryFormat = Reapi.Command.Types.OutputDirectoryFormat.TreeAndDirectory,
        };
        if (spec.Builtin is { } builtin)
        {
            command.Arguments.Add(builtin.Program);
        }

        command.Arguments.AddRange(spec.Arguments);
        foreach (var (name, value) in SortedByName(spec.Environment))
        {
            command.EnvironmentVariables.Add(new Reapi.Command.Types.EnvironmentVariable { Name = name, Value = value });
        }

        var outputs = spec.Outputs.Distinct(StringComparer.Ordinal).ToArray();
        Array.Sort(outputs, Utf8Order.Compare);
        command.OutputPaths.AddRange(outputs);
        return command;
    }

    private static Reapi.Platform? PlatformOf(ActionSpec spec)
    {
        var platform = new Reapi.Platform();
        foreach (var (name, value) in SortedByName(spec.Platform.Concat(spec.Builtin?.Libraries() ?? [])))
        {
            platform.Properties.Add(new Reapi.Platform.Types.Property { Name = name, Value = value });
        }

        return platform.Properties.Count == 0 ? null : platform;
    }

    private static KeyValuePair<string, string>[] SortedByName(IEnumerable<KeyValuePair<string, string>> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted, (left, right) => Utf8Order.Compare(left.Key, right.Key));
        return sorted;
    }
}
