using Google.Protobuf;
using OpenLinux.Engine.Content;

namespace OpenLinux.Engine.Actions;

/// <summary>A spec as canonical REAPI v2 messages; the digest of the <c>Action</c> is its key.</summary>
public sealed class EncodedAction
{
    private readonly byte[] action;
    private readonly byte[] command;
    private readonly FileTree inputs;

    private EncodedAction(byte[] action, byte[] command, FileTree inputs)
    {
        this.action = action;
        this.command = command;
        this.inputs = inputs;
        Key = Digest.Of(action);
    }

    public Digest Key { get; }

    /// <summary>What a server is to know of it beside a result: the <c>Action</c> and its <c>Command</c>.</summary>
    internal IReadOnlyList<byte[]> Messages => [action, command];

    public MerkleTree InputRoot => MerkleTree.Of(inputs);

    public Reapi.Action Action => Reapi.Action.Parser.ParseFrom(action);

    public Reapi.Command Command => Reapi.Command.Parser.ParseFrom(command);

    /// <summary>Label, mnemonic, header discovery, a builtin's code beyond its version and where to fetch inputs are not part of it.</summary>
    public static EncodedAction Of(ActionSpec spec)
    {
        var platform = PlatformOf(spec);
        var command = CommandOf(spec, platform).ToByteArray();
        var action = new Reapi.Action
        {
            CommandDigest = Digest.Of(command).ToMessage(),
            InputRootDigest = MerkleTree.Of(spec.Inputs).RootDigest.ToMessage(),
            Platform = platform,
        };
        return new EncodedAction(action.ToByteArray(), command, spec.Inputs);
    }

    /// <summary>Stores its messages in one blob, for explanations; those of trees that actions share are stored by themselves, once.</summary>
    /// <returns>The digest of the <see cref="ActionRecord"/>.</returns>
    public async ValueTask<Digest> StoreAsync(IContentStore store, CancellationToken cancellation)
    {
        foreach (var shared in inputs.Nodes.Values.OfType<SubtreeNode>())
        {
            if (shared.Files is { } files)
            {
                await MerkleTree.Of(files).StoreAsync(store, cancellation);
            }
        }

        var record = new Reapi.ActionRecord
        {
            Action = UnsafeByteOperations.UnsafeWrap(action),
            Command = UnsafeByteOperations.UnsafeWrap(command),
        };
        record.Directories.AddRange(InputRoot.Directories.Values.Select(directory => UnsafeByteOperations.UnsafeWrap(directory)));
        return await store.PutAsync(record.ToByteArray(), cancellation);
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
        foreach (var (name, value) in SortedByName(spec.Platform.Concat(spec.Builtin?.Libraries() ?? []).Concat(spec.Tools is { } tools ? [tools.Property] : [])))
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
