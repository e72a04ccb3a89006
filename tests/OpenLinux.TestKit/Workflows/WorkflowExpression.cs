using System.Text.RegularExpressions;

namespace OpenLinux.TestKit.Workflows;

/// <summary>
/// GitHub's expressions, as far as our action uses them: texts, names, <c>== != &amp;&amp; || !</c>, parentheses and the functions of a step's state.
/// A value is text; false is the empty one, and what compares or asks gives "true" or "false".
/// </summary>
/// <param name="lookUp">The value of a name such as <c>steps.build.outputs.ran</c>; empty where there is none.</param>
/// <param name="hasFailed">Whether a step before has failed.</param>
internal sealed partial class WorkflowExpression(Func<string, string> lookUp, bool hasFailed)
{
    private readonly Queue<string> words = new();

    /// <summary>Fills in what stands in <c>${{ }}</c>.</summary>
    public string Fill(string text) => Embedded().Replace(text, match => Value(match.Groups[1].Value));

    /// <summary>Whether a step with this condition runs: without a word about the steps before it, only where none of them failed.</summary>
    public bool Holds(string? condition)
    {
        if (condition is null)
        {
            return !hasFailed;
        }

        var bare = Embedded().Match(condition) is { Success: true } match && match.Length == condition.Length ? match.Groups[1].Value : condition;
        return (StateFunction().IsMatch(bare) || !hasFailed) && IsTrue(Value(bare));
    }

    private string Value(string expression)
    {
        words.Clear();
        var end = 0;
        foreach (Match word in Word().Matches(expression))
        {
            expression[end..word.Index].Trim().Should().BeEmpty("{0} is understood", expression);
            words.Enqueue(word.Value);
            end = word.Index + word.Length;
        }

        expression[end..].Trim().Should().BeEmpty("{0} is understood", expression);
        var value = Or();
        words.Should().BeEmpty("{0} ends there", expression);
        return value;
    }

    private string Or()
    {
        var value = And();
        while (Takes("||"))
        {
            var other = And();
            value = IsTrue(value) ? value : other;
        }

        return value;
    }

    private string And()
    {
        var value = Comparison();
        while (Takes("&&"))
        {
            var other = Comparison();
            value = IsTrue(value) ? other : value;
        }

        return value;
    }

    private string Comparison()
    {
        var value = Unary();
        return Takes("==") ? Text(Same(value, Unary())) : Takes("!=") ? Text(!Same(value, Unary())) : value;
    }

    private string Unary()
    {
        if (Takes("!"))
        {
            return Text(!IsTrue(Unary()));
        }

        if (Takes("("))
        {
            var value = Or();
            Takes(")").Should().BeTrue();
            return value;
        }

        var word = words.Dequeue();
        if (!Takes("("))
        {
            return word[0] == '\'' ? word[1..^1].Replace("''", "'", StringComparison.Ordinal) : word is "true" or "false" ? word : lookUp(word);
        }

        Takes(")").Should().BeTrue("no function here takes an argument");
        return Text(word switch
        {
            "always" => true,
            "cancelled" => false,
            "success" => !hasFailed,
            "failure" => hasFailed,
            _ => throw new NotSupportedException(word),
        });
    }

    private bool Takes(string word) => words.TryPeek(out var next) && next == word && words.TryDequeue(out _);

    /// <summary>GitHub compares texts whatever their case.</summary>
    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsTrue(string value) => value is not ("" or "false");

    private static string Text(bool value) => value ? "true" : "false";

    [GeneratedRegex(@"\$\{\{(.*?)\}\}", RegexOptions.Singleline)]
    private static partial Regex Embedded();

    [GeneratedRegex(@"\b(?:always|cancelled|success|failure)\(")]
    private static partial Regex StateFunction();

    [GeneratedRegex(@"'(?:[^']|'')*'|[A-Za-z_][\w.-]*|==|!=|&&|\|\||[!()]")]
    private static partial Regex Word();
}
