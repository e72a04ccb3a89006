using OpenLinux.Machine.Prerequisites;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Machine;

public sealed class VersionMemoryTests : IDisposable
{
    private static readonly Version Asked = new(14, 0);

    private readonly TestFolder folder = new();

    [Fact]
    public void Another_run_need_not_ask_again()
    {
        new VersionMemory(folder.PathOf("versions.tsv")).Remember("/bin/sh", Asked);

        new VersionMemory(folder.PathOf("versions.tsv")).Recall("/bin/sh").Should().Be(Asked);
    }

    [Fact]
    public void Where_nothing_can_be_written_it_is_known_for_this_run()
    {
        var memory = new VersionMemory("/proc/nowhere/versions.tsv");

        memory.Remember("/bin/sh", Asked);

        memory.Recall("/bin/sh").Should().Be(Asked);
    }

    public void Dispose() => folder.Dispose();
}
