using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OpenLinux.Engine.Content;
using OpenLinux.Remote.Protocol;
using OpenLinux.TestKit.Checkouts;
using Reapi = OpenLinux.Engine.Reapi;

namespace OpenLinux.TestKit.Remote;

/// <summary>Lays an action's inputs out in a folder, runs its command there and takes its outputs in.</summary>
public sealed class ExecutionService(ReapiServer server) : Execution.ExecutionBase
{
    private static readonly ConcurrentDictionary<string, Task<Reapi.ActionResult>> Running = new();

    public override async Task Execute(ExecuteRequest request, IServerStreamWriter<Operation> responseStream, ServerCallContext context)
    {
        server.Called(nameof(Execute));
        if (server.Hangs)
        {
            await responseStream.WriteAsync(new Operation { Name = "hanging" });
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }

        var action = Parse(Reapi.Action.Parser, request.ActionDigest);
        var name = Guid.NewGuid().ToString();
        if (server.Losses > 0)
        {
            server.Losses--;
            LoseFilesOf(action);
        }

        Running[name] = RunAsync(action);
        await responseStream.WriteAsync(new Operation { Name = name });
        if (server.Cuts.TryDequeue(out _))
        {
            throw Rpc.Failure(StatusCode.Unavailable, "cut");
        }

        await AnswerAsync(name, responseStream);
    }

    public override Task WaitExecution(WaitExecutionRequest request, IServerStreamWriter<Operation> responseStream, ServerCallContext context)
    {
        server.Called(nameof(WaitExecution));
        return AnswerAsync(request.Name, responseStream);
    }

    private static async Task AnswerAsync(string name, IServerStreamWriter<Operation> responseStream) =>
        await responseStream.WriteAsync(new Operation
        {
            Name = name,
            Done = true,
            Response = Any.Pack(new ExecuteResponse { Result = await Running[name] }),
        });

    private async Task<Reapi.ActionResult> RunAsync(Reapi.Action action)
    {
        var command = Parse(Reapi.Command.Parser, action.CommandDigest);
        using var folder = new TestFolder();
        var root = Directory.CreateDirectory(folder.PathOf("root")).FullName;
        LayOut(action.InputRootDigest, root);
        foreach (var output in command.OutputPaths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, output))!);
        }

        // A worker has nothing of whoever started it.
        string[] program = ["-i", .. command.EnvironmentVariables.Select(variable => $"{variable.Name}={variable.Value}"), .. command.Arguments];
        var ended = await Command.RunAsync("env", program, root);
        var result = new Reapi.ActionResult
        {
            ExitCode = ended.ExitCode,
            StdoutRaw = Google.Protobuf.ByteString.CopyFromUtf8(ended.Stdout),
            StderrDigest = server.Add(System.Text.Encoding.UTF8.GetBytes(ended.Stderr)).ToMessage(),
        };
        foreach (var output in command.OutputPaths.Where(output => File.Exists(Path.Combine(root, output))))
        {
            var path = Path.Combine(root, output);
            result.OutputFiles.Add(new Reapi.OutputFile
            {
                Path = output,
                Digest = server.Add(await File.ReadAllBytesAsync(path)).ToMessage(),
                IsExecutable = (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0,
            });
        }

        return result;
    }

    private void LayOut(Reapi.Digest digest, string folder)
    {
        var directory = Parse(Reapi.Directory.Parser, digest);
        foreach (var file in directory.Files)
        {
            var path = Path.Combine(folder, file.Name);
            File.WriteAllBytes(path, Require(file.Digest));
            if (file.IsExecutable)
            {
                MakeExecutable(path);
            }
        }

        foreach (var child in directory.Directories)
        {
            LayOut(child.Digest, Directory.CreateDirectory(Path.Combine(folder, child.Name)).FullName);
        }
    }

    /// <summary>By another process: a program that this one has written may be held open by a child that was started meanwhile ("Text file busy").</summary>
    private static void MakeExecutable(string path)
    {
        using var install = System.Diagnostics.Process.Start("install", ["-m", "755", path, path + ".new"]);
        install.WaitForExit();
        File.Move(path + ".new", path, overwrite: true);
    }

    private void LoseFilesOf(Reapi.Action action)
    {
        foreach (var file in Parse(Reapi.Directory.Parser, action.InputRootDigest).Files)
        {
            server.Blobs.TryRemove(file.Digest.ToDigest(), out _);
        }
    }

    private T Parse<T>(Google.Protobuf.MessageParser<T> parser, Reapi.Digest digest)
        where T : Google.Protobuf.IMessage<T> => parser.ParseFrom(Require(digest));

    private byte[] Require(Reapi.Digest digest) => server.Blobs.TryGetValue(digest.ToDigest(), out var content)
        ? content
        : throw Rpc.Failure(StatusCode.FailedPrecondition, "missing", new PreconditionFailure
        {
            Violations = { new PreconditionFailure.Types.Violation { Type = "MISSING", Subject = $"blobs/{digest.Hash}/{digest.SizeBytes}" } },
        });
}
