using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.Packaging;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenLinux.Host.Answers;
using OpenLinux.Host.Cli;
using OpenLinux.Host.Lifetime;
using OpenLinux.Host.Reporting;
using OpenLinux.Host.Unchanged;

namespace OpenLinux.Host;

public static class Program
{
    public static int Main(string[] args)
    {
        var run = new UnchangedRun(args);
        var exitCode = CommandLine.Run(args, run.Hear, Answer.To, (arguments, ending) => new CakeHost()
            .ConfigureServices(services => services.AddSingleton(arguments).AddSingleton(ending).AddSingleton(run))
            .ConfigureServices(services => services.AddSingleton<IVersionResolver, CakeVersion>().AddSingleton<ICakeLog>(
                provider => new TaskLog(provider.GetRequiredService<IConsole>(), arguments.Has("dryrun") && arguments.Loudness != Loudness.Verbose)))
            // No task installs tools, and Cake's installers read the user's NuGet configuration at every start.
            .ConfigureServices(services => services.RemoveAll<IPackageInstaller>())
            .ConfigureServices(services =>
            {
                if (arguments.Loudness != Loudness.Verbose)
                {
                    services.AddSingleton<ICakeReportPrinter, NoReport>();
                }
            })
            .UseContext<BuildContext>()
            .UseLifetime<BuildLifetime>()
            .UseTaskLifetime<TaskLifetime>()
            .Run(arguments.ForCake));
        if (exitCode == ExitCodes.Success)
        {
            run.Remember();
        }

        return exitCode;
    }
}
