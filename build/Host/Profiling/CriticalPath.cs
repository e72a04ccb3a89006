using OpenLinux.Engine.Content;

namespace OpenLinux.Host.Profiling;

/// <summary>
/// The chain of actions, each of which read what the one before had made, that took longest: with any number of cores, the build would
/// take as long. Waiting for a slot does not count.
/// </summary>
public sealed record CriticalPath(IReadOnlyList<ProfiledAction> Actions)
{
    public TimeSpan Length => Actions.Aggregate(TimeSpan.Zero, (sum, action) => sum + action.Busy);

    public static CriticalPath Of(IEnumerable<ProfiledAction> actions)
    {
        var makers = new Dictionary<Digest, ProfiledAction>();
        var longest = new Dictionary<ProfiledAction, (TimeSpan Length, ProfiledAction? Before)>();
        ProfiledAction? last = null;

        // What an action reads was there before it was asked for, so that all who made it ended earlier.
        var (asked, ended) = (actions.OrderBy(action => action.Start).ToList(), new Queue<ProfiledAction>(actions.OrderBy(action => action.End)));
        foreach (var action in asked)
        {
            while (ended.TryPeek(out var done) && done.End <= action.Start && longest.ContainsKey(done))
            {
                AddOutputs(ended.Dequeue(), makers);
            }

            var before = MakersOf(action, makers).MaxBy(maker => longest[maker].Length);
            longest[action] = (action.Busy + (before is null ? TimeSpan.Zero : longest[before].Length), before);
            last = last is null || longest[action].Length > longest[last].Length ? action : last;
        }

        var path = new Stack<ProfiledAction>();
        for (var at = last; at is not null; at = longest[at].Before)
        {
            path.Push(at);
        }

        return new CriticalPath([.. path]);
    }

    private static void AddOutputs(ProfiledAction action, Dictionary<Digest, ProfiledAction> makers)
    {
        foreach (var content in Contents(action.Outcome?.Outputs))
        {
            makers[content] = action;
        }
    }

    private static IEnumerable<ProfiledAction> MakersOf(ProfiledAction action, Dictionary<Digest, ProfiledAction> makers) =>
        Contents(action.Spec.Inputs).Select(content => makers.GetValueOrDefault(content)).OfType<ProfiledAction>().Distinct();

    private static IEnumerable<Digest> Contents(FileTree? tree) => (tree?.Nodes.Values ?? []).SelectMany(node => node switch
    {
        FileNode { Content.SizeBytes: > 0 } file => [file.Content],
        SubtreeNode shared => Contents(shared.Files),
        _ => (IEnumerable<Digest>)[],
    });
}
