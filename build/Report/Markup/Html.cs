using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using OpenLinux.Common.Text;

namespace OpenLinux.Report.Markup;

/// <summary>
/// A piece of HTML. It is made of literals of this program and of values, and a value that is no HTML itself is a text: it is escaped, as
/// element content and as a quoted attribute's value, and what cannot be seen in it is spelt out.
/// </summary>
public sealed class Html
{
    private readonly string markup;

    private Html(string markup) => this.markup = markup;

    public static Html Empty { get; } = new("");

    /// <param name="markup">An interpolated string; each hole a text, a number or <see cref="Html"/>.</param>
    public static Html Of(Template markup) => new(markup.Take());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts));

    /// <summary>What this program brings along and has escaped for its place: a style, a script, the data.</summary>
    public static Html Trusted(string markup) => new(markup);

    /// <summary>The markup.</summary>
    public override string ToString() => markup;

    /// <summary>Escapes what stands in the holes of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Template(int literalLength, int formattedCount)
    {
        private readonly StringBuilder text = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string literal) => text.Append(literal);

        public void AppendFormatted(string? value) => text.Append(HtmlEncoder.Default.Encode(PrintableText.Of(value ?? "")));

        public void AppendFormatted(Html value) => text.Append(value.markup);

        public void AppendFormatted(int value) => text.Append(value);

        public void AppendFormatted(IEnumerable<Html> values) => text.AppendJoin("", values);

        internal string Take() => text.ToString();
    }
}
