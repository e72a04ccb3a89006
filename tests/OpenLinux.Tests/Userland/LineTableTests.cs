using OpenLinux.Userland.Origins;

namespace OpenLinux.Tests.Userland;

/// <summary>Line number programs as no compiler writes them (DWARF 4 and 5, section 6.2.4); what compilers write, the origin check reads.</summary>
public sealed class LineTableTests
{
    [Fact]
    public async Task Any_number_of_entries_that_have_no_form_is_none()
    {
        // Of version 5: no forms, and then almost 2^63 entries.
        byte[] header = [5, 0, 8, 0, 10, 0, 0, 0, 1, 1, 1, 0xfb, 14, 1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0];

        var names = await Task.Run(() => LineTables.NamesIn([(byte)header.Length, 0, 0, 0, .. header], littleEndian: true)).WaitAsync(TimeSpan.FromSeconds(30));

        names.Should().BeEmpty();
    }

    [Fact]
    public void A_table_ends_where_it_says()
    {
        // Of version 4, and that is all; what would be its folders is not its own.
        byte[] section = [2, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, (byte)'/', (byte)'x', 0, 0, 0];

        LineTables.NamesIn(section, littleEndian: true).Should().BeEmpty();
    }
}
