namespace OpenLinux.Machine.Setup;

/// <summary>Asks the person at the terminal.</summary>
public interface ISetupPrompt
{
    bool Confirm(string question);
}
