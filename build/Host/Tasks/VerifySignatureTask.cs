using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName(SignatureTarget.Task)]
[TaskDescription("Says who signed an image on a registry, as Verify with a public key does")]
[Needs(Needs.None)]
public sealed class VerifySignatureTask : BuildTask
{
    protected override async Task BuildAsync(BuildContext context)
    {
        foreach (var line in await context.Services.VerifySignatureAsync())
        {
            Console.Out.WriteLine(line);
        }
    }
}
