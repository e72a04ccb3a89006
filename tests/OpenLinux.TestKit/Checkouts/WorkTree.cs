namespace OpenLinux.TestKit.Checkouts;

/// <summary>The files of the checkout that the tests run from, committed or not.</summary>
internal static class WorkTree
{
    /// <param name="takes">Decides by the path in the checkout.</param>
    public static async Task CopyAsync(string target, Func<string, bool> takes)
    {
        var source = HostUnderTest.Checkout;
        var files = await Command.OutputAsync("git", ["-C", source, "ls-files", "-co", "--exclude-standard"]);
        foreach (var file in files.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(takes).Where(file => File.Exists(Path.Combine(source, file))))
        {
            var copy = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(source, file), copy);
        }
    }
}
