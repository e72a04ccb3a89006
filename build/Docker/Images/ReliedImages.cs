using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker.Images;

/// <summary>Which images a run found in the daemon, and by which names: what it says rests on their being there.</summary>
public sealed class ReliedImages
{
    private readonly Lock gate = new();
    private readonly HashSet<ReliedImage> images = [];

    /// <param name="name">A reference, or the ID itself.</param>
    public void Add(string name, OciDigest id)
    {
        lock (gate)
        {
            images.Add(new ReliedImage(name, id));
        }
    }

    public IReadOnlyList<ReliedImage> All()
    {
        lock (gate)
        {
            return [.. images];
        }
    }
}

/// <param name="Name">What the daemon knows it by: a reference, or its ID.</param>
public sealed record ReliedImage(string Name, OciDigest Id);
