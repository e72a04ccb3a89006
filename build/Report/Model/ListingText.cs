using System.Globalization;
using System.Text;
using OpenLinux.Engine.Content;
using OpenLinux.Oci.Contents;

namespace OpenLinux.Report.Model;

/// <summary>
/// A <see cref="RootfsListing"/> in a file of the checkout. Fields end with the one character that no path has: name, hash and size of the
/// tarball, then for each path itself, kind, mode, size, hash or target, component.
/// </summary>
public static class ListingText
{
    private const char End = '\0';
    private const int FieldsOfTarball = 3;
    private const int FieldsOfFile = 6;

    public static string Write(RootfsListing listing)
    {
        var text = new StringBuilder(Heading(listing.Tarball, listing.Content));
        foreach (var (file, component) in listing.Files)
        {
            Append(text, file.Path, file.Kind.ToString(), Number(file.Mode), Number(file.SizeBytes), file.Sha256 + file.LinkTarget, component ?? "");
        }

        return text.ToString();
    }

    /// <summary>What the text of a tarball's listing begins with, and no other's.</summary>
    public static string Heading(string tarball, Digest content)
    {
        var text = new StringBuilder();
        Append(text, tarball, content.Hash, Number(content.SizeBytes));
        return text.ToString();
    }

    /// <returns>Null where it is no such text.</returns>
    public static RootfsListing? Read(string text)
    {
        var fields = text.Split(End);
        if ((fields.Length - 1 - FieldsOfTarball) % FieldsOfFile != 0 || fields[^1].Length > 0
            || !DigestMessages.IsHash(fields[1]) || !long.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            return null;
        }

        var files = new List<ListedFile>();
        for (var at = FieldsOfTarball; at + FieldsOfFile < fields.Length; at += FieldsOfFile)
        {
            if (FileOf(fields.AsSpan(at, FieldsOfFile)) is not { } file)
            {
                return null;
            }

            files.Add(file);
        }

        // A comparison merges two lists in one order.
        return files.Zip(files.Skip(1)).All(pair => string.CompareOrdinal(pair.First.File.Path, pair.Second.File.Path) < 0)
            ? new RootfsListing(fields[0], new Digest(fields[1], size), files)
            : null;
    }

    private static ListedFile? FileOf(ReadOnlySpan<string> fields)
    {
        if (!Enum.TryParse<ImageFileKind>(fields[1], out var kind) || fields[0] is not ['/', ..]
            || !int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var mode)
            || !long.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            return null;
        }

        var isLink = kind == ImageFileKind.Symlink;
        var file = new ImageFile(fields[0], kind, mode, 0, 0, null, size, isLink ? "" : fields[4], isLink ? fields[4] : "");
        return new ListedFile(file, fields[5].Length == 0 ? null : fields[5]);
    }

    private static void Append(StringBuilder text, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            text.Append(field).Append(End);
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
