using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Remote;

namespace OpenLinux.Engine.Execution;

/// <summary>
/// An action as a worker is given it. Its key is another than ours: the depfile is an output, the toolchain an input or a property, and
/// the worker's platform stands in it. Only the server sees it.
/// </summary>
internal sealed class RemoteAction
{
    /// <summary>Where the toolchain lies among the inputs; no component's folder has that name.</summary>
    private const string ToolPath = ".openlinux-tools";

    private const string SearchPath = "PATH";
    private const string JobsVariable = "JOBS";

    /// <summary>Programs are looked for where the action runs, which only its own shell knows.</summary>
    private const string FindTools = $"PATH=$PWD/{ToolPath}/{ToolTree.Programs}:$PATH; export PATH; exec \"$@\"";

    private RemoteAction(FileTree inputs, byte[] command, byte[] action)
    {
        Inputs = inputs;
        Command = command;
        Action = action;
        Key = Digest.Of(action);
    }

    public Digest Key { get; }

    public byte[] Action { get; }

    public byte[] Command { get; }

    public FileTree Inputs { get; }

    public static RemoteAction Of(ActionSpec spec, RemoteExecutionOptions options)
    {
        var isToolInput = spec.Tools is not null && options.ToolFolder is null;
        var inputs = isToolInput ? spec.Inputs.With(ToolPath, spec.Tools!.Files) : spec.Inputs;
        var platform = PlatformOf(spec, options, isToolInput);
        var command = new Reapi.Command
        {
            Platform = platform,
            OutputDirectoryFormat = Reapi.Command.Types.OutputDirectoryFormat.TreeAndDirectory,
        };
        command.Arguments.AddRange(isToolInput ? ["/bin/sh", "-c", FindTools, "sh"] : ["/usr/bin/env"]);
        command.Arguments.AddRange(spec.Arguments);
        foreach (var (name, value) in EnvironmentOf(spec, options).OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            command.EnvironmentVariables.Add(new Reapi.Command.Types.EnvironmentVariable { Name = name, Value = value });
        }

        string[] outputs = [.. spec.Made.Distinct(StringComparer.Ordinal)];
        Array.Sort(outputs, Utf8Order.Compare);
        command.OutputPaths.AddRange(outputs);

        // Servers before version 2.1 know no other; the others do not look at them.
        command.OutputFiles.AddRange(outputs);
        var commandBytes = command.ToByteArray();
        var action = new Reapi.Action
        {
            CommandDigest = Digest.Of(commandBytes).ToMessage(),
            InputRootDigest = MerkleTree.Of(inputs).RootDigest.ToMessage(),
            Timeout = Duration.FromTimeSpan(options.Timeout),
            Platform = platform,
        };
        return new RemoteAction(inputs, commandBytes, action.ToByteArray());
    }

    private static Dictionary<string, string> EnvironmentOf(ActionSpec spec, RemoteExecutionOptions options)
    {
        var environment = new Dictionary<string, string>(spec.Environment);
        if (spec.Headers is null)
        {
            // The worker runs others beside it; no output depends on it.
            environment.TryAdd(JobsVariable, "1");
        }

        if (spec.Tools is not null && options.ToolFolder is { } folder)
        {
            environment[SearchPath] = $"{folder}/{ToolTree.Programs}:{environment.GetValueOrDefault(SearchPath)}".TrimEnd(':');
        }

        return environment;
    }

    /// <summary>The identity of tools that the worker must have by itself goes along.</summary>
    private static Reapi.Platform PlatformOf(ActionSpec spec, RemoteExecutionOptions options, bool isToolInput)
    {
        var properties = new Dictionary<string, string>(spec.Platform.Where(property => ToolIdentity.ToolOf(property.Key) is not null));
        if (spec.Tools is { } tools && !isToolInput)
        {
            properties[tools.Property.Key] = tools.Property.Value;
        }

        foreach (var (name, value) in options.Platform)
        {
            properties[name] = value;
        }

        var platform = new Reapi.Platform();
        foreach (var (name, value) in properties.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            platform.Properties.Add(new Reapi.Platform.Types.Property { Name = name, Value = value });
        }

        return platform;
    }
}
