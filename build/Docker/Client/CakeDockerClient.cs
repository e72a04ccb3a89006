using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Docker;
using OpenLinux.Common.Files;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Docker.Client;

/// <summary>The Docker engine through Cake.Docker's aliases, the published add-in's or the bundled one's.</summary>
public sealed class CakeDockerClient(ICakeContext context) : IDockerClient
{
    /// <summary>What <c>docker run</c> itself exits with where the daemon refuses; a container's own code passes through.</summary>
    private const int DockerRunRefused = 125;

    private readonly Lazy<FilePath> client = new(() => ClientLocator.Locate(context));

    public IReadOnlyList<DockerImage> Inspect(IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        if (references.Count == 0)
        {
            return [];
        }

        var call = Call($"docker image inspect {string.Join(' ', references)}");
        var settings = call.Listen(new DockerImageInspectSettings { Format = "{{json .}}" });
        List<DockerImage> images = [];
        foreach (var line in context.DockerInspect(settings, [.. references]).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            AddNew(images, call.Understand(line, ImageJson.ParseInspection));
        }

        if (call.ExitCode != 0 && !OnlyMissesImages(call.Stderr))
        {
            throw call.Failure();
        }

        return images;
    }

    public OciDigest Import(DockerImport import)
    {
        ArgumentNullException.ThrowIfNull(import);
        var call = Call($"docker import {import.Tarball}");
        var settings = call.Listen(new DockerImageImportSettings { Change = [.. import.Changes], Platform = import.Platform });
        var answer = context.DockerImport(settings, import.Tarball);
        call.ThrowOnFailure();
        return call.Understand(answer ?? "", ImageJson.ParseId);
    }

    public OciDigest Build(DockerBuild build)
    {
        ArgumentNullException.ThrowIfNull(build);
        using var folder = new TemporaryFolder();
        var id = folder.PathOf("id");
        var call = Call($"docker build --file {build.Dockerfile} {build.Context}", context.Log.Verbose);
        var isBuildKit = BuilderChoice.IsBuildKit(
            context.Environment.GetEnvironmentVariable(BuilderChoice.Variable), Ask("--version").Stdout, () => Ask("buildx version").ExitCode == 0);
        var settings = call.Listen(
            new DockerImageBuildSettings
            {
                File = build.Dockerfile,
                Platform = isBuildKit ? build.Platform : "",
                BuildArg = [.. Assignments(build.BuildArguments), .. BuilderChoice.EpochArgument(isBuildKit, build.SourceDateEpoch)],
                Iidfile = id,
            },
            stdoutAsWell: true);
        settings.EnvironmentVariables = new Dictionary<string, string> { [BuilderChoice.Variable] = isBuildKit ? "1" : "0" };
        context.DockerBuild(settings, ArgumentQuoting.Quote(build.Context));
        call.ThrowOnFailure();
        return call.Understand(File.Exists(id) ? File.ReadAllText(id).Trim() : "", ImageJson.ParseId);
    }

    public void Load(string archive)
    {
        var call = Call($"docker load --input {archive}");
        context.DockerLoad(call.Listen(new DockerImageLoadSettings { Input = archive }, stdoutAsWell: true));
        call.ThrowOnFailure();
    }

    public void Tag(OciDigest image, ImageReference reference)
    {
        var call = Call($"docker tag {image} {reference}");
        context.DockerTag(call.Listen(new DockerImageTagSettings()), image.ToString(), reference.ToString());
        call.ThrowOnFailure();
    }

    public void Remove(string reference)
    {
        var call = Call($"docker rmi {reference}");
        context.DockerRemove(call.Listen(new DockerImageRemoveSettings(), stdoutAsWell: true), reference);
        call.ThrowOnFailure();
    }

    public void Save(string image, string archive)
    {
        var call = Call($"docker save {image}");
        context.DockerSave(call.Listen(new DockerImageSaveSettings { Output = archive }), image);
        call.ThrowOnFailure();
    }

    public IReadOnlyList<DockerImageRow> List(ImageReference? repository)
    {
        var call = Call($"docker image ls {repository?.Familiar}".TrimEnd());
        var settings = call.Listen(new DockerImageLsSettings
        {
            Filter = repository is null ? "" : $"reference={repository.Familiar}",
            Format = "{{json .}}",
            NoTrunc = true,
        });
        var lines = context.DockerImageLs(settings).ToList();
        call.ThrowOnFailure();
        return lines.ConvertAll(line => call.Understand(line, ImageJson.ParseRow));
    }

    public DockerRunResult Run(DockerRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var call = Call($"docker run {run.Image}");
        Start(run, call.Listen(RunSettings(run), stdoutAsWell: true));
        return call.ExitCode == DockerRunRefused
            ? throw call.Failure()
            : new DockerRunResult(call.ExitCode, call.Stdout, call.Stderr);
    }

    public int RunAttached(DockerRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var call = Call($"docker run {run.Image}");
        var settings = call.Watch(RunSettings(run));
        if (run.Interactive && !Console.IsInputRedirected && !Console.IsOutputRedirected)
        {
            settings.Tty = true;
        }

        Start(run, settings);

        // The messages went to the terminal. Asking for the image finds the causes that have a fix of their own.
        if (call.ExitCode == DockerRunRefused && Inspect([run.Image]).Count == 0)
        {
            throw DockerFailure.Of($"docker run {run.Image}", $"No such image: {run.Image}");
        }

        return call.ExitCode;
    }

    private void Start(DockerRun run, DockerContainerRunSettings settings)
    {
        settings.ArgumentCustomization = NeverPulling;
        var command = run.Command.Select(ArgumentQuoting.Quote).ToArray();
        context.DockerRunWithoutResult(settings, run.Image, command.FirstOrDefault() ?? "", command.Length > 1 ? command[1..] : []);
    }

    /// <summary>A name without a registry would be pulled from the public one, where it may be anyone's; the add-in has no property for that.</summary>
    private static ProcessArgumentBuilder NeverPulling(ProcessArgumentBuilder arguments)
    {
        var result = new ProcessArgumentBuilder();
        foreach (IProcessArgument argument in ArgumentQuoting.Requote(arguments))
        {
            result.Append(argument);
            if (result.Count == 1)
            {
                result.Append("--pull").Append("never");
            }
        }

        return result;
    }

    private static DockerContainerRunSettings RunSettings(DockerRun run) => new()
    {
        Rm = true,
        Interactive = run.Interactive,
        Platform = run.Platform,
        Volume = [.. run.Mounts],
        Env = Assignments(run.Env),
        Entrypoint = run.Entrypoint ?? "",
        Network = run.Network ?? "",
    };

    private ClientCall Ask(string command)
    {
        var call = Call($"docker {command}");
        context.DockerCustomCommand(call.Listen(new DockerCustomCommandSettings(), stdoutAsWell: true), command);
        return call;
    }

    private ClientCall Call(string subject, Action<string>? onLine = null) => new(client.Value, subject) { OnLine = onLine };

    private static string[] Assignments(IReadOnlyDictionary<string, string> variables) =>
        [.. variables.Select(variable => $"{variable.Key}={variable.Value}")];

    private static void AddNew(List<DockerImage> images, DockerImage image)
    {
        if (!images.Exists(known => known.Id == image.Id))
        {
            images.Add(image);
        }
    }

    private static bool OnlyMissesImages(string stderr) =>
        stderr.Length > 0
        && stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .All(line => line.Contains("no such image", StringComparison.OrdinalIgnoreCase));
}
