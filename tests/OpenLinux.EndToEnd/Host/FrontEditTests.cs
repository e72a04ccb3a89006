using System.Globalization;
using OpenLinux.Common.Files;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Host;

namespace OpenLinux.EndToEnd.Host;

/// <summary>
/// The front against a reading of every byte: whatever was done to a tree, "nothing has changed" is only said where its names, contents,
/// modes and links are what they were.
/// </summary>
public sealed class FrontEditTests : IDisposable
{
    private const int Rounds = 200;

    private readonly FrontFolder front = new();
    private readonly TestFolder tree = new();
    private readonly Random random;
    private readonly int seed = Environment.TickCount;

    public FrontEditTests()
    {
        random = new Random(seed);
        for (var file = 0; file < 12; file++)
        {
            tree.Write(string.Create(CultureInfo.InvariantCulture, $"d{file % 4}/f{file}"), Text());
        }

        File.CreateSymbolicLink(tree.PathOf("d0/link"), "f0");
    }

    public void Dispose()
    {
        front.Dispose();
        tree.Dispose();
    }

    [Fact]
    public async Task What_counts_as_unchanged_is_unchanged()
    {
        var (unchanged, seen) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            front.Remember(facts => facts.Tree(tree.Path)).Should().BeNull();
            var before = Snapshot();
            var edit = Edit();
            var isSame = before == Snapshot();

            var holds = await front.HoldsAsync();

            (holds && !isSame).Should().BeFalse("round {0} of seed {1}: {2}", round, seed, edit);
            if (edit == "nothing")
            {
                holds.Should().BeTrue("round {0} of seed {1}: nobody touched anything", round, seed);
            }

            unchanged += holds ? 1 : 0;
            seen += isSame ? 0 : 1;
        }

        unchanged.Should().BePositive();
        seen.Should().BeGreaterThan(Rounds / 2);
    }

    private string Edit()
    {
        var (one, other) = (AnyFile(), AnyFile());
        switch (random.Next(12))
        {
            case 0:
                return "nothing";
            case 1:
                File.WriteAllText(one, Text());
                return $"{one} written";
            case 2:
                var times = (File.GetLastWriteTimeUtc(one), File.GetLastAccessTimeUtc(one));
                File.WriteAllText(one, Text());
                File.SetLastWriteTimeUtc(one, times.Item1);
                File.SetLastAccessTimeUtc(one, times.Item2);
                return $"{one} written, its times put back";
            case 3:
                File.AppendAllText(one, "+");
                return $"{one} appended to";
            case 4:
                File.Copy(one, tree.PathOf("x"));
                File.SetLastWriteTimeUtc(tree.PathOf("x"), File.GetLastWriteTimeUtc(other));
                File.Move(tree.PathOf("x"), other, overwrite: true);
                return $"{other} replaced by a copy of {one}";
            case 5:
                File.Move(one, $"{one}{random.Next(10)}", overwrite: true);
                return $"{one} renamed";
            case 6:
                File.WriteAllText(Path.Combine(Path.GetDirectoryName(one)!, $"new{random.Next(3)}"), Text());
                return "a file made";
            case 7:
                FileModes.Set(one, random.Next(2) == 0 ? FileModes.Regular : FileModes.Executable);
                return $"{one} given a mode";
            case 8:
                File.Delete(tree.PathOf("d0/link"));
                File.CreateSymbolicLink(tree.PathOf("d0/link"), $"f{random.Next(4)}");
                return "the link made anew";
            case 9:
                Directory.CreateDirectory(tree.PathOf($"d{random.Next(6)}/e{random.Next(3)}"));
                return "a folder made";
            case 10:
                Directory.Move(tree.PathOf("d1"), tree.PathOf("x"));
                Directory.Move(tree.PathOf("x"), tree.PathOf("d1"));
                return "a folder moved away and back";
            default:
                using (var file = File.OpenWrite(one))
                {
                    file.SetLength(random.Next(4));
                }

                return $"{one} cut or grown";
        }
    }

    private string AnyFile()
    {
        var files = Directory.GetFiles(tree.Path, "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).LinkTarget is null).ToArray();
        return files[random.Next(files.Length)];
    }

    private string Text() => random.Next(3).ToString(CultureInfo.InvariantCulture);

    private string Snapshot() => string.Join('\n', Directory.GetFileSystemEntries(tree.Path, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => $"{path} {FileStatus.OfLink(path)!.Value.Mode} " + (new FileInfo(path).LinkTarget ?? (File.Exists(path) ? File.ReadAllText(path) : ""))));
}
