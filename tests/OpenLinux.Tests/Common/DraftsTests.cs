using OpenLinux.Common.Files;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Common;

public sealed class DraftsTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_a_killed_process_left_beside_its_place_goes_and_nothing_else()
    {
        string[] kept = ["file", ".hidden", ".file.0123456789abcdef", "file.0123456789abcdef0123456789abcdef", ".0123456789abcdef0123456789abcdef"];
        Array.ForEach(kept, name => folder.Write(name, ""));
        File.WriteAllText(Drafts.Beside(folder.PathOf("file")), "half");
        File.CreateSymbolicLink(Drafts.Beside(folder.PathOf("link")), "nowhere");

        Drafts.RemoveIn(folder.Path);

        Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Should().BeEquivalentTo(kept);
    }

    [Fact]
    public void A_folder_that_is_not_there_has_none() => Drafts.RemoveIn(folder.PathOf("nothing"));
}
