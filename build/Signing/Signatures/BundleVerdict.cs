using OpenLinux.Signing.Statements;

namespace OpenLinux.Signing.Signatures;

/// <summary>What is to be thought of a bundle, asked about one image and one key.</summary>
public abstract record BundleVerdict
{
    private BundleVerdict()
    {
    }

    /// <summary>The key has signed this, and it is about the image.</summary>
    public sealed record Valid(Statement Statement) : BundleVerdict;

    /// <summary>The key has signed this, but it is about other images.</summary>
    public sealed record OfAnotherImage(Statement Statement) : BundleVerdict;

    /// <summary>By its own account another key has signed it.</summary>
    /// <param name="Fingerprint">As the bundle says, which anybody could have written.</param>
    public sealed record ByAnotherKey(string Fingerprint) : BundleVerdict;

    /// <summary>It is no bundle, or what it names as the key's work is not.</summary>
    /// <param name="Reason">A clause.</param>
    public sealed record Damaged(string Reason) : BundleVerdict;

    /// <summary>It is of a kind that no key alone could verify: by a certificate, or of an earlier version.</summary>
    public sealed record OfAnotherKind : BundleVerdict;
}
