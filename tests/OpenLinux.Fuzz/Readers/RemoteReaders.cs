using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Execution;
using OpenLinux.Engine.Remote;
using OpenLinux.Remote.Grpc;
using OpenLinux.Remote.Protocol;
using Reapi = OpenLinux.Engine.Reapi;
using Status = OpenLinux.Remote.Protocol.Status;

namespace OpenLinux.Fuzz.Readers;

internal static class RemoteReaders
{
    private static readonly ActionSpec Spec = new() { Mnemonic = "Fuzz", Label = "fuzz", Arguments = [], Outputs = ["out", "one.o"] };

    private static ReadOnlySpan<byte> Between => "%%"u8;

    /// <summary>A message of the Remote Execution API as bytes; the first of them says of which kind.</summary>
    public static void Messages(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        try
        {
            Read((char)input[0], input[1..]);
        }
        catch (InvalidProtocolBufferException)
        {
            // gRPC says so before anyone sees the message.
        }
    }

    private static void Read(char kind, byte[] bytes)
    {
        switch (kind)
        {
            case 'R':
                Result(bytes);
                break;
            case 'C':
                ServerLimits.Of(ServerCapabilities.Parser.ParseFrom(bytes));
                break;
            case 'S':
                GrpcFailures.Translate(Status.Parser.ParseFrom(bytes));
                break;
            case 'T':
                var failure = new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "gone"), new Metadata { { "grpc-status-details-bin", bytes } });
                GrpcFailures.IsCut(failure);
                GrpcFailures.Translate(failure);
                break;
            case 'O':
                Operation(bytes);
                break;
        }
    }

    private static void Operation(byte[] bytes)
    {
        try
        {
            GrpcRemoteExecution.ResultOf(Remote.Protocol.Operation.Parser.ParseFrom(bytes));
        }
        catch (Exception refusal) when (refusal is RemoteTimeoutException or MissingInputsException)
        {
            // So it says.
        }
    }

    /// <summary>A result, "%%", and the tree that its output directories are; in the tree, "3" is the digest of the fourth child.</summary>
    private static void Result(byte[] bytes)
    {
        var at = bytes.AsSpan().IndexOf(Between);
        var result = Reapi.ActionResult.Parser.TryParse(at < 0 ? bytes : bytes[..at]);
        var tree = at < 0 ? [] : WithDigests(bytes[(at + Between.Length)..]);
        if (result is null || !ResultForm.IsUsable(result))
        {
            return;
        }

        foreach (var directory in result.OutputDirectories)
        {
            directory.TreeDigest = Digest.Of(tree).ToMessage();
        }

        var store = new MemoryStore(0, tree);
        if (new ActionResults(store).ReadAsync(Spec, Digest.Empty, result, CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } cached)
        {
            MerkleTree.Of(cached.Outputs);
        }

        var outputs = new RemoteOutputs(new OneBlob(tree), store, null!, learn: null);
        var taken = outputs.TakeAsync(Spec, result, "", "", CancellationToken.None).GetAwaiter().GetResult();
        MerkleTree.Of(taken.Outputs);
    }

    /// <summary>Nobody hits upon a digest by chance.</summary>
    private static byte[] WithDigests(byte[] bytes)
    {
        if (Reapi.Tree.Parser.TryParse(bytes) is not { } tree)
        {
            return bytes;
        }

        var digests = new Reapi.Digest[tree.Children.Count];
        for (var index = digests.Length - 1; index >= 0; index--)
        {
            Name(tree.Children[index], digests, index);
            digests[index] = MerkleTree.DigestOf(tree.Children[index]).ToMessage();
        }

        if (tree.Root is not null)
        {
            Name(tree.Root, digests, -1);
        }

        return tree.ToByteArray();
    }

    private static void Name(Reapi.Directory directory, Reapi.Digest[] digests, int own)
    {
        foreach (var child in directory.Directories)
        {
            if (int.TryParse(child.Digest?.Hash, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index > own && index < digests.Length)
            {
                child.Digest = digests[index];
            }
        }
    }

    private sealed class OneBlob(byte[] blob) : IRemoteCache
    {
        public string Name => "a server";

        public Task<Reapi.ActionResult?> GetResultAsync(Digest action, CancellationToken cancellation) => Task.FromResult<Reapi.ActionResult?>(null);

        public Task PutResultAsync(Digest action, Reapi.ActionResult result, CancellationToken cancellation) => Task.CompletedTask;

        public Task<IReadOnlySet<Digest>> FindMissingAsync(IReadOnlyCollection<Digest> blobs, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlySet<Digest>>(new HashSet<Digest>());

        public Task<bool> ReadAsync(Digest digest, Stream target, CancellationToken cancellation)
        {
            target.Write(blob);
            return Task.FromResult(true);
        }

        public Task WriteAsync(Digest digest, Func<CancellationToken, ValueTask<Stream>> open, CancellationToken cancellation) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
