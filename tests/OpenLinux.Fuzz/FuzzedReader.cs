using OpenLinux.Archives;
using OpenLinux.Common.Errors;
using OpenLinux.Engine.Remote;
using OpenLinux.Fuzz.Readers;

namespace OpenLinux.Fuzz;

/// <summary>A reader of what others wrote. Whatever it is given, it reads it or refuses it by what it declares.</summary>
internal sealed class FuzzedReader
{
    private readonly Action<byte[]> read;
    private readonly Type[] refusals;

    /// <param name="refusals">What it throws by contract, beside the failures that carry a code.</param>
    private FuzzedReader(string name, Action<byte[]> read, params Type[] refusals) =>
        (Name, this.read, this.refusals) = (name, read, [typeof(BuildException), typeof(ArchiveException), typeof(RemoteUnavailableException), .. refusals]);

    public static IReadOnlyList<FuzzedReader> All { get; } =
    [
        new("tar", ArchiveReaders.Tar),
        new("gzip", ArchiveReaders.Gzip),
        new("zstd", ArchiveReaders.Zstd),
        new("rootfs", ArchiveReaders.Rootfs),
        new("release", ArchiveReaders.Release),
        new("elf", ProgramReaders.Elf),
        new("strip", ProgramReaders.Strip, typeof(InvalidDataException)),
        new("object", ProgramReaders.Object, typeof(InvalidDataException)),
        new("units", ProgramReaders.Units),
        new("toml", TextReaders.Toml),
        new("depfile", TextReaders.Depfile),
        new("reference", TextReaders.Reference),
        new("patch", TextReaders.Patch, typeof(Userland.Sources.Patching.PatchException)),
        new("apt", TextReaders.Apt),
        new("source", TextReaders.Source),
        new("image", ImageReaders.Stored),
        new("docker", ImageReaders.Inspected, typeof(FormatException), typeof(System.Text.Json.JsonException), typeof(InvalidOperationException)),
        new("registry", RegistryReaders.Answers, typeof(Registry.Transport.TransientException)),
        new("reapi", RemoteReaders.Messages),
        new("bundle", SignatureReaders.Bundle),
    ];

    public string Name { get; }

    public static FuzzedReader? Find(string name) => All.FirstOrDefault(reader => reader.Name == name);

    /// <returns>How it refused the input; null where it read it.</returns>
    /// <exception cref="Exception">Anything that is no refusal: a finding.</exception>
    public string? Read(byte[] input)
    {
        try
        {
            read(input);
            return null;
        }
        catch (Exception refusal) when (refusals.Any(type => type.IsInstanceOfType(refusal)))
        {
            return $"refused: {refusal.Message}";
        }
    }
}
