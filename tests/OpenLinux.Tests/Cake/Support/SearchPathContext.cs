using Cake.Core;
using Cake.Core.IO;

namespace OpenLinux.Tests.Cake.Support;

/// <summary>A context whose PATH is a folder of the test's own.</summary>
internal sealed class SearchPathContext(ICakeContext context, string searchPath) : CakeContextAdapter(context)
{
    private readonly ICakeContext inner = context;

    public override ICakeEnvironment Environment => new SearchPathEnvironment(inner.Environment, searchPath);

    private sealed class SearchPathEnvironment(ICakeEnvironment environment, string searchPath) : ICakeEnvironment
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

        public string GetEnvironmentVariable(string variable) =>
            variable == "PATH" ? searchPath : environment.GetEnvironmentVariable(variable);

        public IDictionary<string, string> GetEnvironmentVariables() => environment.GetEnvironmentVariables();
    }
}
