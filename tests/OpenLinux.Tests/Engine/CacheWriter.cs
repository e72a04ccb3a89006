using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using OpenLinux.Engine.Content;
using OpenLinux.Engine.Storage;

namespace OpenLinux.Tests.Engine;

/// <summary>Another process that works where actions do, and writes blobs and trees until it is killed: this assembly, told so by a variable.</summary>
internal sealed class CacheWriter : IDisposable
{
    private const string Variable = "OPENLINUX_TEST_CACHE_WRITER";

    private readonly Process process;

    private CacheWriter(Process process) => this.process = process;

    /// <param name="temporary">The system's temporary folder to it.</param>
    public static CacheWriter Start(string cache, string? temporary = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(CacheWriter).Assembly.Location);
        }

        start.Environment[Variable] = cache;
        start.Environment["TMPDIR"] = temporary ?? Path.GetTempPath();
        return new CacheWriter(Process.Start(start)!);
    }

    public async Task WaitForBlobsAsync(string cache, int count)
    {
        var folder = Path.Combine(cache, "cas");
        while (!Directory.Exists(folder)
            || Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Take(count).Count() < count)
        {
            process.HasExited.Should().BeFalse("the writer writes until it is killed");
            await Task.Delay(10);
        }
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    [ModuleInitializer]
    internal static void WriteIfTold()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } cache)
        {
            return;
        }

        var folder = new CacheFolder(cache);
        File.WriteAllText(folder.Workplace.NewPath(), "half an output");
        var store = new FileContentStore(folder);
        var trees = new TreeArea(folder);
        for (var count = 0; ; count++)
        {
            var text = new StringBuilder().Insert(0, count.ToString(CultureInfo.InvariantCulture) + "\n", 50_000).ToString();
            var blob = store.PutAsync(Encoding.UTF8.GetBytes(text)).AsTask().Result;
            _ = trees.FolderOfAsync(blob, Fill).Result;
        }
    }

    /// <summary>A hundred files, so that a kill comes among them.</summary>
    internal static Task Fill(string tree)
    {
        foreach (var index in Enumerable.Range(0, 100))
        {
            File.WriteAllText(Path.Combine(tree, $"{index}.h"), "#define VALUE 1\n");
        }

        return Task.CompletedTask;
    }
}
