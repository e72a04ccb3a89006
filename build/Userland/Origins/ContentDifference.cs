namespace OpenLinux.Userland.Origins;

/// <summary>Where two files differ that were to be the same: the member of an archive, the section of an ELF file.</summary>
public static class ContentDifference
{
    private static ReadOnlySpan<byte> ElfMagic => "\u007fELF"u8;

    /// <returns>"in the member x.o, in the section .text, at its byte 12"; null where both are of no such kind.</returns>
    public static string? Of(byte[] before, byte[] after)
    {
        var (members, others) = (ObjectFiles.In(before).ToList(), ObjectFiles.In(after).ToList());
        if (members.Count == 0 || others.Count == 0)
        {
            return null;
        }

        for (var index = 0; index < Math.Min(members.Count, others.Count); index++)
        {
            var (member, other) = (members[index], others[index]);
            if (member.Member != other.Member)
            {
                return $"in its members: {member.Member} and {other.Member} stand in one place";
            }

            if (!member.Content.Span.SequenceEqual(other.Content.Span))
            {
                var place = member.Content.Span.StartsWith(ElfMagic) ? InSections(member.Content, other.Content) : Place(member.Content.Span, other.Content.Span);
                return member.Member.Length == 0 ? place : $"in the member {member.Member}, {place}";
            }
        }

        return members.Count == others.Count ? "in the headers of its members" : $"in its members: {members.Count} and {others.Count}";
    }

    private static string InSections(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        try
        {
            var (sections, others) = (ObjectSections.Of(before, _ => true).ToList(), ObjectSections.Of(after, _ => true).ToList());
            foreach (var (section, other) in sections.Zip(others))
            {
                if (section.Name != other.Name)
                {
                    return $"in its sections: {section.Name} and {other.Name} stand in one place";
                }

                if (!section.Content.AsSpan().SequenceEqual(other.Content))
                {
                    return $"in the section {section.Name}, {Place(section.Content, other.Content)}";
                }
            }

            return sections.Count == others.Count ? "in its headers" : $"in its sections: {sections.Count} and {others.Count}";
        }
        catch (InvalidDataException)
        {
            return Place(before.Span, after.Span);
        }
    }

    private static string Place(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var at = before.CommonPrefixLength(after);
        return at == before.Length || at == after.Length ? $"in size: {before.Length} and {after.Length} bytes" : $"at its byte {at}";
    }
}
