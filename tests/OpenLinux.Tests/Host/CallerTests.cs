using System.Text;
using OpenLinux.Host.Unchanged;
using OpenLinux.TestKit;
using OpenLinux.TestKit.Signing;

namespace OpenLinux.Tests.Host;

/// <summary>What is written down of how a run was called.</summary>
public sealed class CallerTests : IDisposable
{
    private static readonly string[] Names = ["COSIGN_PASSWORD", "OPENLINUX_SIGN_PASSWORD", "SOME_KEY_OF_THE_TESTS", "SOMETHING_OF_THE_TESTS"];

    private readonly TestFolder folder = new();

    public void Dispose()
    {
        Array.ForEach(Names, name => Environment.SetEnvironmentVariable(name, null));
        folder.Dispose();
    }

    [Fact]
    public void Keys_and_passwords_are_not_and_do_not_count()
    {
        Environment.SetEnvironmentVariable("SOMETHING_OF_THE_TESTS", "ordinary-word");
        Environment.SetEnvironmentVariable("COSIGN_PASSWORD", "secret-word");
        Environment.SetEnvironmentVariable("OPENLINUX_SIGN_PASSWORD", "secret-word");
        Environment.SetEnvironmentVariable("SOME_KEY_OF_THE_TESTS", CosignSample.PrivateKey);

        var noted = Noted();

        noted.Should().Contain("SOMETHING_OF_THE_TESTS=ordinary-word");
        noted.Should().NotContain("secret-word").And.NotContain("eyJrZGYi").And.NotContain("PRIVATE KEY");
        noted.Should().Contain("COSIGN_PASSWORD\0").And.Contain("SOME_KEY_OF_THE_TESTS\0", "the front leaves out what is listed by name");
    }

    private string Noted()
    {
        var facts = new FactFile();
        new Caller(["--target=Docker"]).Note(facts);
        var path = folder.PathOf("facts");
        facts.Write(path, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        return Encoding.UTF8.GetString(File.ReadAllBytes(path));
    }
}
