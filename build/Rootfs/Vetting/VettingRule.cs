using OpenLinux.Common.Errors;

namespace OpenLinux.Rootfs.Vetting;

/// <summary>A rule whose level the policy sets.</summary>
/// <param name="Name">Its key in <c>config/vetting.toml</c>.</param>
/// <param name="Code">What its findings are told under.</param>
internal sealed record VettingRule(string Name, ErrorCode Code)
{
    public static readonly VettingRule Static = new("static", RootfsErrors.DynamicallyLinked);
    public static readonly VettingRule Pie = new("pie", RootfsErrors.NotPie);
    public static readonly VettingRule Relro = new("relro", RootfsErrors.NoRelro);
    public static readonly VettingRule BindNow = new("bind_now", RootfsErrors.BindsLate);
    public static readonly VettingRule Nx = new("nx", RootfsErrors.ExecutableData);
    public static readonly VettingRule TextRelocations = new("text_relocations", RootfsErrors.TextRelocations);
    public static readonly VettingRule StackProtector = new("stack_protector", RootfsErrors.NoStackProtector);
    public static readonly VettingRule Fortify = new("fortify", RootfsErrors.NotFortified);
    public static readonly VettingRule Setuid = new("setuid", RootfsErrors.SetuidFile);
    public static readonly VettingRule WorldWritable = new("world_writable", RootfsErrors.WorldWritable);
    public static readonly VettingRule DeviceNodes = new("device_nodes", RootfsErrors.DeviceNode);
    public static readonly VettingRule Duplicates = new("duplicates", RootfsErrors.DuplicateEntry);
    public static readonly VettingRule BuildPaths = new("build_paths", RootfsErrors.BuildPath);
    public static readonly VettingRule Secrets = new("secrets", RootfsErrors.Secret);
    public static readonly VettingRule Size = new("size", RootfsErrors.OverBudget);
}
