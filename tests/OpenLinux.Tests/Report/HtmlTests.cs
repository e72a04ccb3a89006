using AngleSharp.Html.Parser;
using OpenLinux.Report.Markup;

namespace OpenLinux.Tests.Report;

/// <summary>Text in a hole of a template is text in the document, whatever it is.</summary>
public sealed class HtmlTests
{
    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("\" onmouseover=\"alert(1)")]
    [InlineData("' x='")]
    [InlineData("`${alert(1)}`")]
    [InlineData("&lt;&#60;&amp;")]
    [InlineData("<!--")]
    [InlineData("Grüße 🙂")]
    public void It_is_read_again_as_what_it_was(string text)
    {
        var document = new HtmlParser().ParseDocument(Html.Of($"<p title=\"{text}\">{text}</p>").ToString());

        var only = document.Body!.Children.Should().ContainSingle().Subject;
        only.TextContent.Should().Be(text);
        only.GetAttribute("title").Should().Be(text);
        only.Attributes.Should().ContainSingle();
    }

    [Theory]
    [InlineData("a\0b\u001b[31m", @"a\x00b\x1b[31m")]
    [InlineData("\u0085", @"\u0085")]
    [InlineData("a\u202egnp.exe", @"a\u202egnp.exe")]
    [InlineData("two\nlines", @"two\x0alines")]
    public void What_cannot_be_seen_is_spelt_out(string text, string shown) => Shown(text).Should().Be(shown);

    [Fact]
    public void So_is_what_is_no_text_at_all()
    {
        Shown("a\udcff").Should().Be(@"a\xff", "it stands for a byte that is not UTF-8");
        Shown("\ud800").Should().Be(@"\ud800");
    }

    [Fact]
    public void What_is_html_stays_what_it_is_and_its_parts_were_escaped() =>
        Html.Of($"<ul>{new[] { "a", "<b>" }.Select(text => Html.Of($"<li>{text}</li>"))}</ul>{Html.Empty}{7}").ToString()
            .Should().Be("<ul><li>a</li><li>&lt;b&gt;</li></ul>7");

    private static string Shown(string text) => new HtmlParser().ParseDocument(Html.Of($"<p>{text}</p>").ToString()).Body!.TextContent;
}
