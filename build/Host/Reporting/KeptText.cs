using System.Text;
using OpenLinux.Common.Files;

namespace OpenLinux.Host.Reporting;

/// <summary>Small files of the checkout that are for people alone: what cannot be read is not known, and what cannot be written is not kept.</summary>
internal static class KeptText
{
    /// <returns>Null where there is none.</returns>
    public static string? Read(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return null;
        }
    }

    /// <summary>Without the rest of it, which can be long.</summary>
    public static bool Begins(string file, string text)
    {
        try
        {
            var wanted = Encoding.UTF8.GetBytes(text);
            var found = new byte[wanted.Length];
            using var stream = File.Exists(file) ? File.OpenRead(file) : Stream.Null;
            return stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == wanted.Length && found.AsSpan().SequenceEqual(wanted);
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            return false;
        }
    }

    public static void Write(string file, string text)
    {
        try
        {
            AtomicFile.WriteIfChanged(file, text);
        }
        catch (Exception fault) when (StorageFaults.IsFault(fault))
        {
            // The next run knows of an earlier one.
        }
    }
}
