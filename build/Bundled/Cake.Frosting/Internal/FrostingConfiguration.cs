using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>Cake's configuration: the host's settings, under environment variables and <c>cake.config</c>.</summary>
internal sealed class FrostingConfiguration(
    IEnumerable<CakeSetting> settings, IFileSystem fileSystem, ICakeEnvironment environment) : ICakeConfiguration
{
    private ICakeConfiguration? _configuration;

    public string GetValue(string key) => (_configuration ??= Read()).GetValue(key);

    private ICakeConfiguration Read()
    {
        var defaults = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings)
        {
            defaults[setting.Key] = setting.Value;
        }

        return new CakeConfigurationProvider(fileSystem, environment).CreateConfiguration(environment.WorkingDirectory, defaults, new Dictionary<string, string>());
    }
}
