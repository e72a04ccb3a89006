using System.Text;
using Cake.Core.IO;
using Cake.Docker;

namespace OpenLinux.Docker.Client;

/// <summary>One run of the client: Cake.Docker's runner keeps neither its messages nor its exit code, so this listens through the settings.</summary>
/// <param name="subject">The command for people, as the failure names it.</param>
internal sealed class ClientCall(FilePath client, string subject)
{
    private readonly StringBuilder stdout = new();
    private readonly StringBuilder stderr = new();

    public int ExitCode { get; private set; }

    public string Stdout => Text(stdout);

    public string Stderr => Text(stderr);

    /// <summary>Where a long command's lines go as they come.</summary>
    public Action<string>? OnLine { get; init; }

    /// <summary>Settings whose run this call listens to: standard error, and where the alias does not read it, standard output.</summary>
    public TSettings Listen<TSettings>(TSettings settings, bool stdoutAsWell = false)
        where TSettings : AutoToolSettings
    {
        Prepare(settings).SetupProcessSettings = process =>
        {
            process.RedirectStandardError = true;
            process.RedirectedStandardErrorHandler = line => Keep(stderr, line);
            if (stdoutAsWell)
            {
                process.RedirectStandardOutput = true;
                process.RedirectedStandardOutputHandler = line => Keep(stdout, line);
            }
        };
        return settings;
    }

    /// <summary>Settings for a run on this terminal: only its exit code is seen.</summary>
    public TSettings Watch<TSettings>(TSettings settings)
        where TSettings : AutoToolSettings => Prepare(settings);

    /// <exception cref="Common.Errors.BuildException">The client failed.</exception>
    public void ThrowOnFailure()
    {
        if (ExitCode != 0)
        {
            throw Failure();
        }
    }

    public Common.Errors.BuildException Failure() => DockerFailure.Of(subject, Stderr);

    /// <summary>Reads what the client answered.</summary>
    /// <param name="read">Throws where it is something else.</param>
    /// <exception cref="Common.Errors.BuildException">It is something else (<c>OL509</c>).</exception>
    public T Understand<T>(string answer, Func<string, T> read)
    {
        try
        {
            return read(answer);
        }
        catch (Exception other) when (other is System.Text.Json.JsonException or FormatException or InvalidOperationException)
        {
            throw DockerFailure.NotUnderstood(subject, answer + "\n" + Stderr, other);
        }
    }

    private TSettings Prepare<TSettings>(TSettings settings)
        where TSettings : AutoToolSettings
    {
        // Given here, the runner does not search the tools folder and the PATH for every command.
        settings.ToolPath = client;
        settings.ArgumentCustomization = ArgumentQuoting.Requote;
        settings.HandleExitCode = code =>
        {
            ExitCode = code;
            return true;
        };
        return settings;
    }

    private string? Keep(StringBuilder stream, string? line)
    {
        if (line is not null)
        {
            lock (stream)
            {
                stream.Append(line).Append('\n');
            }

            OnLine?.Invoke(line);
        }

        return null;
    }

    private static string Text(StringBuilder stream)
    {
        lock (stream)
        {
            return stream.ToString();
        }
    }
}
