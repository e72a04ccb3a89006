using OpenLinux.Common.Errors;
using OpenLinux.Machine;
using OpenLinux.Machine.Setup;
using OpenLinux.TestKit.Machine;

namespace OpenLinux.Tests.Machine;

public sealed class SetupPoliciesTests
{
    [Theory]
    [InlineData(null, true, false, SetupPolicy.Ask)]
    [InlineData(null, true, true, SetupPolicy.Ask)]
    [InlineData(null, false, true, SetupPolicy.Auto)]
    [InlineData(null, false, false, SetupPolicy.Never)]
    [InlineData("auto", false, false, SetupPolicy.Auto)]
    [InlineData("ask", true, false, SetupPolicy.Ask)]
    [InlineData("ask", false, true, SetupPolicy.Never)]
    [InlineData("never", true, true, SetupPolicy.Never)]
    public void What_may_be_done_follows_from_the_option_the_terminal_and_the_user(
        string? option, bool terminal, bool root, SetupPolicy expected)
    {
        using var machine = new TestMachine();

        SetupPolicies.Resolve(option, machine.Facts with { HasTerminal = terminal, IsPrivileged = root }).Should().Be(expected);
    }

    [Fact]
    public void A_policy_that_is_none_is_refused()
    {
        using var machine = new TestMachine();

        var refused = () => SetupPolicies.Resolve("yes", machine.Facts);

        refused.Should().Throw<BuildException>().Which.Code.Should().Be(MachineErrors.UnknownSetupPolicy);
    }
}
