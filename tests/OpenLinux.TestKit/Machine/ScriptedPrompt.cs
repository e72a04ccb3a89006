using OpenLinux.Machine.Setup;

namespace OpenLinux.TestKit.Machine;

/// <summary>Gives one answer to every question, and keeps the questions.</summary>
public sealed class ScriptedPrompt(bool answer) : ISetupPrompt
{
    public List<string> Questions { get; } = [];

    public bool Confirm(string question)
    {
        Questions.Add(question);
        return answer;
    }
}
