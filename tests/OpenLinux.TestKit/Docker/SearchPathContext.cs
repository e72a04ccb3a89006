using Cake.Core;
using Cake.Core.IO;

namespace OpenLinux.TestKit.Docker;

/// <summary>A context whose PATH is a folder of the test's own, and whose user asks for a builder or for none.</summary>
internal sealed class SearchPathContext(ICakeContext context, string searchPath, string? buildKit = null) : CakeContextAdapter(context)
{
    private readonly ICakeContext inner = context;

    public override ICakeEnvironment Environment => new SearchPathEnvironment(inner.Environment, searchPath, buildKit);

    private sealed class SearchPathEnvironment(ICakeEnvironment environment, string searchPath, string? buildKit) : ICakeEnvironment
    {
        public DirectoryPath WorkingDirectory
        {
            get => environment.WorkingDirectory;
            set => environment.WorkingDirectory = value;
        }

        public DirectoryPath ApplicationRoot => environment.ApplicationRoot;

        public ICakePlatform Platform => environment.Platform;

        public ICakeRuntime Runtime => environment.Runtime;

        public DirectoryPath GetSpecialPath(SpecialPath path) => environment.GetSpecialPath(path);

        public string GetEnvironmentVariable(string variable) => variable switch
        {
            "PATH" => searchPath,
            "DOCKER_BUILDKIT" => buildKit!,
            _ => environment.GetEnvironmentVariable(variable),
        };

        public IDictionary<string, string> GetEnvironmentVariables() => environment.GetEnvironmentVariables();
    }
}
