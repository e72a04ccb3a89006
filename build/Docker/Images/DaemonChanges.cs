using OpenLinux.Common.Errors;

namespace OpenLinux.Docker.Images;

/// <summary>
/// What a run has done to the daemon and not yet stood for: images made, names moved. All of it is undone where the run fails
/// before every image is verified and named; after that, what the moved names had named before goes.
/// </summary>
public sealed class DaemonChanges(IDockerClient client)
{
    private readonly Lock gate = new();
    private readonly List<string> made = [];
    private readonly List<MovedName> moved = [];

    /// <summary>Has an image made. Where it is new to the daemon it is this run's, which alone may remove it.</summary>
    /// <param name="make">Gives its ID.</param>
    public string Make(Func<string> make)
    {
        var known = KnownImages();
        var id = make();
        Note([id], known);
        return id;
    }

    /// <summary>As <see cref="Make(Func{string})"/>, where it is known before what its ID will be.</summary>
    /// <param name="ids">One of them.</param>
    public void Make(IReadOnlyList<string> ids, Action make)
    {
        Note(ids, KnownImages());
        make();
    }

    /// <summary>Whether an image is this run's, and not found or kept.</summary>
    public bool HasMade(string id)
    {
        lock (gate)
        {
            return made.Contains(id);
        }
    }

    /// <summary>Removes an image that this run made and has no use for.</summary>
    public void TakeBack(string id)
    {
        lock (gate)
        {
            if (!made.Remove(id))
            {
                return;
            }
        }

        Try(() => client.Remove(id));
    }

    /// <summary>Gives an image a name.</summary>
    /// <param name="before">What has it now; null for nothing.</param>
    /// <param name="isOurs">Whether that is an image of this build, and so goes once nothing names it.</param>
    public void Name(string id, string reference, DockerImage? before, bool isOurs)
    {
        lock (gate)
        {
            moved.Add(new MovedName(reference, id, before?.Id, isOurs));
        }

        client.Tag(id, reference);
    }

    /// <summary>Everything is as it was meant: images of ours that lost their last name go, unless a container uses them.</summary>
    public void Keep()
    {
        List<string> superseded;
        lock (gate)
        {
            superseded = [.. moved.Where(name => name.IsOurs && name.Before != name.Id).Select(name => name.Before!).Distinct()];
            made.Clear();
            moved.Clear();
        }

        RemoveNameless(superseded, otherwise: []);
    }

    /// <summary>The run failed: names are what they were, and its images are gone. What others have done since stays.</summary>
    public void Undo()
    {
        List<MovedName> names;
        List<string> images;
        lock (gate)
        {
            names = [.. moved];
            images = [.. made];
            made.Clear();
            moved.Clear();
        }

        foreach (var name in names)
        {
            Try(() => Restore(name));
        }

        RemoveNameless(images, otherwise: images);
    }

    private HashSet<string> KnownImages() => [.. client.List(repository: null).Select(row => row.Id)];

    private void Note(IEnumerable<string> ids, HashSet<string> known)
    {
        lock (gate)
        {
            made.AddRange(ids.Where(id => !known.Contains(id)));
        }
    }

    private void Restore(MovedName name)
    {
        if (client.Inspect([name.Reference]) is not [var named, ..] || named.Id != name.Id || name.Before == name.Id)
        {
            return;
        }

        if (name.Before is null)
        {
            client.Remove(name.Reference);
        }
        else
        {
            client.Tag(name.Before, name.Reference);
        }
    }

    /// <summary>What a container uses, Docker keeps.</summary>
    /// <param name="otherwise">What goes where the daemon does not describe them.</param>
    private void RemoveNameless(List<string> ids, List<string> otherwise)
    {
        if (ids.Count == 0)
        {
            return;
        }

        var going = otherwise;
        Try(() => going = [.. client.Inspect(ids).Where(image => image.IsNameless).Select(image => image.Id)]);
        foreach (var id in going)
        {
            Try(() => client.Remove(id));
        }
    }

    private static void Try(Action cleaning)
    {
        try
        {
            cleaning();
        }
        catch (BuildException)
        {
            // It is gone, or in use elsewhere. What ended the run is what there is to say.
        }
    }

    /// <param name="Id">What has the name now.</param>
    /// <param name="Before">What had it; null for nothing.</param>
    private sealed record MovedName(string Reference, string Id, string? Before, bool IsOurs);
}
