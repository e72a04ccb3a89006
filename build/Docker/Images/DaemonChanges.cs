using OpenLinux.Common.Errors;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker.Images;

/// <summary>
/// What a run has done to the daemon and not yet stood for: images made, names moved. All of it is undone where the run fails
/// before every image is verified and named; after that, what the moved names had named before goes.
/// </summary>
public sealed class DaemonChanges(IDockerClient client)
{
    private readonly Lock gate = new();
    private readonly List<OciDigest> made = [];
    private readonly List<MovedName> moved = [];

    /// <summary>Has an image made. Where it is new to the daemon it is this run's, which alone may remove it.</summary>
    /// <param name="make">Gives its ID.</param>
    public OciDigest Make(Func<OciDigest> make)
    {
        var known = KnownImages();
        var id = make();
        Note([id], known);
        return id;
    }

    /// <summary>As <see cref="Make(Func{OciDigest})"/>, where it is known before what its ID will be.</summary>
    /// <param name="ids">One of them.</param>
    public void Make(IReadOnlyList<OciDigest> ids, Action make)
    {
        Note(ids, KnownImages());
        make();
    }

    /// <summary>Whether an image is this run's, and not found or kept.</summary>
    public bool HasMade(OciDigest id)
    {
        lock (gate)
        {
            return made.Contains(id);
        }
    }

    /// <summary>Removes an image that this run made and has no use for.</summary>
    public void TakeBack(OciDigest id)
    {
        lock (gate)
        {
            if (!made.Remove(id))
            {
                return;
            }
        }

        Try(() => client.Remove(id.ToString()));
    }

    /// <summary>Gives an image a name.</summary>
    /// <param name="before">What has it now; null for nothing.</param>
    /// <param name="isOurs">Whether that is an image of this build, and so goes once nothing names it.</param>
    public void Name(OciDigest id, ImageReference reference, DockerImage? before, bool isOurs)
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
        List<OciDigest> superseded;
        lock (gate)
        {
            superseded = [.. moved.Where(name => name.IsOurs && name.Before != name.Id).Select(name => name.Before!.Value).Distinct()];
            made.Clear();
            moved.Clear();
        }

        RemoveNameless(superseded, otherwise: []);
    }

    /// <summary>The run failed: names are what they were, and its images are gone. What others have done since stays.</summary>
    public void Undo()
    {
        List<MovedName> names;
        List<OciDigest> images;
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

    private HashSet<OciDigest> KnownImages() => [.. client.List(repository: null).Select(row => row.Id)];

    private void Note(IEnumerable<OciDigest> ids, HashSet<OciDigest> known)
    {
        lock (gate)
        {
            made.AddRange(ids.Where(id => !known.Contains(id)));
        }
    }

    private void Restore(MovedName name)
    {
        if (client.Find(name.Reference.ToString())?.Id != name.Id || name.Before == name.Id)
        {
            return;
        }

        if (name.Before is { } before)
        {
            client.Tag(before, name.Reference);
        }
        else
        {
            client.Remove(name.Reference.ToString());
        }
    }

    /// <summary>What a container uses, Docker keeps.</summary>
    /// <param name="otherwise">What goes where the daemon does not describe them.</param>
    private void RemoveNameless(List<OciDigest> ids, List<OciDigest> otherwise)
    {
        if (ids.Count == 0)
        {
            return;
        }

        var going = otherwise;
        Try(() => going = [.. client.Inspect([.. ids.Select(id => id.ToString())]).Where(image => image.IsNameless).Select(image => image.Id)]);
        foreach (var id in going)
        {
            Try(() => client.Remove(id.ToString()));
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
    private sealed record MovedName(ImageReference Reference, OciDigest Id, OciDigest? Before, bool IsOurs);
}
