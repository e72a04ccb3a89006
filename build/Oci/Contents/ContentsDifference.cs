namespace OpenLinux.Oci.Contents;

/// <summary>What it takes to come from one image to another.</summary>
/// <param name="Files">In ordinal order of their paths.</param>
/// <param name="Fields">Of the configuration, in ordinal order; null where one of the two has none.</param>
public sealed record ContentsDifference(
    ImageContents Old, ImageContents New, IReadOnlyList<FileChange> Files, IReadOnlyList<FieldChange>? Fields)
{
    /// <summary>How many paths are the same.</summary>
    public int Same => New.Files.Count - Files.Count(change => !change.IsRemoved);

    public static ContentsDifference Between(ImageContents old, ImageContents @new) => new(
        old,
        @new,
        [.. FileChanges(old.Files, @new.Files)],
        old.Config is null || @new.Config is null ? null : FieldChanges(old.Config, @new.Config));

    /// <summary>Merges two lists in the same order.</summary>
    private static IEnumerable<FileChange> FileChanges(IReadOnlyList<ImageFile> old, IReadOnlyList<ImageFile> @new)
    {
        var (left, right) = (0, 0);
        while (left < old.Count || right < @new.Count)
        {
            var order = left == old.Count ? 1 : right == @new.Count ? -1 : string.CompareOrdinal(old[left].Path, @new[right].Path);
            var change = order switch
            {
                < 0 => new FileChange(old[left], null, FileFields.None),
                > 0 => new FileChange(null, @new[right], FileFields.None),
                _ => FileChange.Between(old[left], @new[right]),
            };
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
            if (change is not null)
            {
                yield return change;
            }
        }
    }

    /// <summary>When it was made and of which layers is compared where both images state it.</summary>
    private static List<FieldChange> FieldChanges(ImageFields old, ImageFields @new)
    {
        var changes = new List<FieldChange>();
        if (!Platforms.AreSame(old.Platform, @new.Platform))
        {
            Add("platform", old.Platform, @new.Platform);
        }

        if (old.DiffIds is not null && @new.DiffIds is not null)
        {
            Add("layers", string.Join(", ", old.DiffIds), string.Join(", ", @new.DiffIds));
        }

        foreach (var name in old.Values.Keys.Union(@new.Values.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (old.Values.GetValueOrDefault(name), @new.Values.GetValueOrDefault(name));
            if (name != ImageFields.Created || (before is not null && after is not null))
            {
                Add(name, before, after);
            }
        }

        return changes;

        void Add(string field, string? before, string? after)
        {
            if (before != after)
            {
                changes.Add(new FieldChange(field, before, after));
            }
        }
    }
}
