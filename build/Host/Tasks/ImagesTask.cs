using Cake.Frosting;
using OpenLinux.Docker;
using OpenLinux.Engine.Content;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Documents;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;
using OpenLinux.Oci.Naming;

namespace OpenLinux.Host.Tasks;

[TaskName("Images")]
[TaskDescription("Lists the repository's images")]
[Needs(Needs.Docker)]
public sealed class ImagesTask : BuildTask
{
    protected override Task BuildAsync(BuildContext context)
    {
        var repository = context.Settings.Image.Repository;
        var rows = context.Services.Docker.List(repository);
        if (context.Document is { } document)
        {
            document.Write(json => ImagesDocument.Write(json, repository, rows.Select(row => (row, context.Services.Docker.Find(row.Id)))));
            return Task.CompletedTask;
        }

        if (rows.Count == 0)
        {
            context.Reporter.Information($"No image of {repository} yet; ./build.sh --target=Docker makes one.");
            return Task.CompletedTask;
        }

        var width = rows.Max(row => row.Reference.Length);
        foreach (var row in rows)
        {
            Console.Out.WriteLine($"{row.Reference.PadRight(width)}  {row.Id.Short}  {row.Size,8}  {row.Created}");
        }

        return Task.CompletedTask;
    }
}
