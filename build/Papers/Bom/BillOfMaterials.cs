using OpenLinux.Engine.Content;

namespace OpenLinux.Papers.Bom;

/// <summary>A product and all that it is made of: what the SBOMs are written from.</summary>
/// <param name="components">In build order.</param>
public sealed class BillOfMaterials(Product product, IReadOnlyList<BomComponent> components)
{
    private readonly Lazy<Digest> identity = new(() => BomIdentity.Of(product, components));

    public Product Product => product;

    public IReadOnlyList<BomComponent> Components => components;

    /// <summary>Equal for equal bills alone.</summary>
    public Digest Identity => identity.Value;
}
