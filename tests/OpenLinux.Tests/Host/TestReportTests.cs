using OpenLinux.Host.Testing;
using OpenLinux.TestKit;

namespace OpenLinux.Tests.Host;

public sealed class TestReportTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_failed_is_told_by_name_and_message()
    {
        var report = TestReport.Read(folder.Write("report.xml", """
            <assemblies>
              <assembly name="a.dll" total="3" passed="1" failed="1" skipped="1" errors="1">
                <errors>
                  <error type="class-cleanup-failure" name="Room.FixtureTests"><failure exception-type="E"><message>it was gone</message></failure></error>
                </errors>
                <collection>
                  <test name="Room.SomeTests.It_holds(value: 1)" type="Room.SomeTests" result="Fail">
                    <failure exception-type="E"><message>Expected 1,&#10;but found 2.</message><stack-trace>at X</stack-trace></failure>
                  </test>
                  <test name="Room.SomeTests.It_holds(value: 2)" type="Room.SomeTests" result="Pass" />
                </collection>
              </assembly>
            </assemblies>
            """));

        report.Line.Should().Be("1 passed, 2 failed, 1 skipped");
        report.Failures.Should().Equal("Room.FixtureTests: it was gone", "Room.SomeTests.It_holds(value: 1): Expected 1, but found 2.");
        report.With(TestReport.Empty).Should().BeEquivalentTo(report);
    }
}
