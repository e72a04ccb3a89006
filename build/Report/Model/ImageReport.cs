using OpenLinux.Configuration;
using OpenLinux.Oci.Contents;
using OpenLinux.Papers.Bom;
using OpenLinux.Rootfs.Units;
using OpenLinux.Rootfs.Vetting;

namespace OpenLinux.Report.Model;

/// <summary>All that a report tells of one root filesystem.</summary>
public sealed record ImageReport
{
    private readonly Dictionary<string, ComponentShare> byName;
    private readonly RootfsListing? before;

    /// <param name="bill">Of the tarball.</param>
    /// <param name="rootfs">What it holds.</param>
    /// <param name="inspection">What vetting found in it.</param>
    /// <param name="policy">What it was vetted by.</param>
    public ImageReport(BillOfMaterials bill, RootfsListing rootfs, InspectionReport inspection, VettingConfiguration policy)
    {
        (Bill, Rootfs, Inspection, Policy) = (bill, rootfs, inspection, policy);
        Shares = ComponentShare.Of(bill, rootfs);
        byName = Shares.ToDictionary(share => share.Name, StringComparer.Ordinal);
    }

    public BillOfMaterials Bill { get; }

    public RootfsListing Rootfs { get; }

    public InspectionReport Inspection { get; init; }

    public VettingConfiguration Policy { get; }

    /// <summary>The last one of the same architecture that was another; null where none is known.</summary>
    public RootfsListing? Before
    {
        get => before;
        init => (before, Changes) = (value, value is null ? null : ContentsDifference.Between(value.Contents, Rootfs.Contents));
    }

    /// <summary>What programs consist of, by their absolute paths; those that tell of it in their debug files.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<UnitSize>> Programs { get; init; } = new Dictionary<string, IReadOnlyList<UnitSize>>();

    /// <summary>The last run that ran something for this architecture; null where none is known.</summary>
    public BuildTimeline? Run { get; init; }

    /// <summary>In build order; what no recipe gives comes last.</summary>
    public IReadOnlyList<ComponentShare> Shares { get; }

    /// <summary>Null where nothing is known to compare with.</summary>
    public ContentsDifference? Changes { get; private init; }

    public Product Product => Bill.Product;

    public ComponentShare? ShareOf(string? component) => component is null ? null : byName.GetValueOrDefault(component);
}
