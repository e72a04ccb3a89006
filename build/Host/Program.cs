using Cake.Cli;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using OpenLinux.Host.Cli;

namespace OpenLinux.Host;

public static class Program
{
    public static int Main(string[] args) =>
        CommandLine.Run(args, arguments => new CakeHost()
            .ConfigureServices(services => services.AddSingleton(arguments).AddSingleton<IVersionResolver, CakeVersion>())
            .UseContext<BuildContext>()
            .UseLifetime<BuildLifetime>()
            .UseTaskLifetime<TaskLifetime>()
            .Run(arguments.ForCake));
}
