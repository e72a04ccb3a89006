using Cake.Frosting;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Machine.Prerequisites;

namespace OpenLinux.Host.Tasks;

[TaskName(SignatureTarget.Task)]
[TaskDescription("Looks who signed an image on a registry: verify with --key=PUB and its reference")]
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
