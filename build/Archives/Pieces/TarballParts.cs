using System.Runtime.ExceptionServices;
using OpenLinux.Archives.Tar;
using OpenLinux.Engine.Actions;
using OpenLinux.Engine.Content;

namespace OpenLinux.Archives.Pieces;

/// <summary>Looks through the entries of one part after the other, on one thread.</summary>
public interface IPartScan
{
    /// <returns>What there is to find in them, which must hang on nothing else.</returns>
    byte[] Read(TarReader entries, CancellationToken cancellation);
}

/// <param name="Findings">What was found in each part, in the order of the tar.</param>
/// <param name="Tar">The digest of the uncompressed tar.</param>
public sealed record PartFindings(IReadOnlyList<ReadOnlyMemory<byte>> Findings, Digest Tar);

/// <summary>
/// Reads a tarball of ours part by part, on all cores. What is found in a part is kept under the part's bytes, so that of a tarball which is much
/// like another one only the difference is unpacked.
/// </summary>
/// <param name="scan">Names what is looked for, with a version and all that it hangs on.</param>
/// <param name="makeScan">Makes one for a thread, and only where a part is not known.</param>
public sealed class TarballParts(Digest tarball, ArchiveLimits limits, string scan, Func<IPartScan> makeScan, BuiltinServices services)
{
    /// <returns>
    /// Null where it is none of ours, or is not what its packer noted, or more than the limits bear. It is to be read from its start then, which tells what is wrong with it.
    /// </returns>
    public async Task<PartFindings?> TryReadAsync(CancellationToken cancellation)
    {
        if (await PackedPieces.FindAsync(tarball, services, cancellation) is not { } packed)
        {
            return null;
        }

        var parts = TarballPart.Of(packed.Pieces);
        var length = parts.Sum(part => part.Length);
        if (!limits.Bear(length + TarWriter.EndOfArchive, tarball.SizeBytes)
            || packed.Tar.SizeBytes != length + TarWriter.EndOfArchive
            || !await IsFramedAsync(packed, length, cancellation))
        {
            return null;
        }

        var findings = new ReadOnlyMemory<byte>[parts.Count];
        return ReadAll(parts, findings, cancellation) ? new PartFindings(findings, packed.Tar) : null;
    }

    /// <summary>Whether the right bytes stand before the pieces and behind them, and nothing else.</summary>
    private async ValueTask<bool> IsFramedAsync(PackedPieces packed, long length, CancellationToken cancellation)
    {
        await using var file = await services.Store.OpenAsync(tarball, cancellation);
        var end = GzipPieces.MemberEnd(TarballPart.CrcOf(packed.Pieces), length);
        var pieces = packed.Pieces.Sum(piece => piece.Compressed.SizeBytes);
        if (file is null || file.Length != tarball.SizeBytes || file.Length != GzipPieces.MemberHeader.Length + pieces + end.Length)
        {
            return false;
        }

        var frame = new byte[GzipPieces.MemberHeader.Length + end.Length];
        var read = file.ReadAtLeast(frame.AsSpan(0, GzipPieces.MemberHeader.Length), GzipPieces.MemberHeader.Length, throwOnEndOfStream: false);
        file.Position = file.Length - end.Length;
        read += file.ReadAtLeast(frame.AsSpan(GzipPieces.MemberHeader.Length), end.Length, throwOnEndOfStream: false);
        return read == frame.Length && frame.AsSpan(0, GzipPieces.MemberHeader.Length).SequenceEqual(GzipPieces.MemberHeader) && frame.AsSpan(GzipPieces.MemberHeader.Length).SequenceEqual(end);
    }

    private bool ReadAll(IReadOnlyList<TarballPart> parts, ReadOnlyMemory<byte>[] findings, CancellationToken cancellation)
    {
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = services.Parallel };
        try
        {
            return Parallel.For(0, parts.Count, options, () => new PartReader(tarball, limits, scan, makeScan, services), Read, static reader => reader.Dispose()).IsCompleted;
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
            throw;
        }

        PartReader Read(int number, ParallelLoopState state, PartReader reader)
        {
            if (reader.Find(parts[number], cancellation) is { } found)
            {
                findings[number] = found;
            }
            else
            {
                state.Stop();
            }

            return reader;
        }
    }
}
