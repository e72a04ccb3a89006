using OpenLinux.Engine.Diagnostics;

namespace OpenLinux.Images.Inspection;

/// <summary>A rule whose level the policy sets.</summary>
/// <param name="Name">Its key in <c>config/vetting.toml</c>.</param>
/// <param name="Code">What its findings are told under.</param>
internal sealed record VettingRule(string Name, ErrorCode Code)
{
    public static readonly VettingRule Static = new("static", ImagesErrors.DynamicallyLinked);
    public static readonly VettingRule Pie = new("pie", ImagesErrors.NotPie);
    public static readonly VettingRule Relro = new("relro", ImagesErrors.NoRelro);
    public static readonly VettingRule BindNow = new("bind_now", ImagesErrors.BindsLate);
    public static readonly VettingRule Nx = new("nx", ImagesErrors.ExecutableData);
    public static readonly VettingRule TextRelocations = new("text_relocations", ImagesErrors.TextRelocations);
    public static readonly VettingRule StackProtector = new("stack_protector", ImagesErrors.NoStackProtector);
    public static readonly VettingRule Fortify = new("fortify", ImagesErrors.NotFortified);
    public static readonly VettingRule Setuid = new("setuid", ImagesErrors.SetuidFile);
    public static readonly VettingRule WorldWritable = new("world_writable", ImagesErrors.WorldWritable);
    public static readonly VettingRule DeviceNodes = new("device_nodes", ImagesErrors.DeviceNode);
    public static readonly VettingRule Duplicates = new("duplicates", ImagesErrors.DuplicateEntry);
    public static readonly VettingRule BuildPaths = new("build_paths", ImagesErrors.BuildPath);
    public static readonly VettingRule Secrets = new("secrets", ImagesErrors.Secret);
    public static readonly VettingRule Size = new("size", ImagesErrors.OverBudget);
}
