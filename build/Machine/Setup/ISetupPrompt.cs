namespace OpenLinux.Machine.Setup;

/// <summary>Asks the person at the terminal.</summary>
public interface ISetupPrompt
{
    bool Confirm(string question);
}

/// <summary>Asks on standard error, so that standard output stays what the target prints; Enter means yes.</summary>
public sealed class ConsoleSetupPrompt : ISetupPrompt
{
    public bool Confirm(string question)
    {
        Console.Error.Write($"{question} [Y/n] ");
        return Console.In.ReadLine()?.Trim().ToUpperInvariant() is "" or "Y" or "YES";
    }
}
