using System.Reflection;
using System.Text;
using Cake.Core;
using Cake.Core.IO;

namespace Cake.Docker;

/// <summary>Turns settings into the client's arguments.</summary>
internal static class ArgumentsBuilderExtension
{
    /// <summary>Appends the command, its options and then <paramref name="arguments"/>, which the caller has quoted where they need it.</summary>
    public static void AppendAll<TSettings>(this ProcessArgumentBuilder builder, string command, TSettings settings, string[] arguments)
        where TSettings : AutoToolSettings, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(arguments);
        builder.Append(command);
        foreach (var property in typeof(TSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            AppendOption(builder, property, settings);
        }

        foreach (var argument in arguments)
        {
            builder.Append(argument);
        }
    }

    private static void AppendOption(ProcessArgumentBuilder builder, PropertyInfo property, object settings)
    {
        switch (property.GetValue(settings))
        {
            case true:
                builder.Append(OptionName(property.Name));
                break;
            case string text:
                AppendText(builder, property, text);
                break;
            case string[] texts:
                foreach (var text in texts)
                {
                    AppendText(builder, property, text);
                }

                break;
        }
    }

    private static void AppendText(ProcessArgumentBuilder builder, PropertyInfo property, string text)
    {
        if (text.Length > 0)
        {
            builder.Append(OptionName(property.Name));
            builder.AppendQuoted(text);
        }
    }

    private static string OptionName(string property)
    {
        var name = new StringBuilder("-");
        foreach (var character in property)
        {
            if (char.IsUpper(character))
            {
                name.Append('-');
            }

            name.Append(char.ToLowerInvariant(character));
        }

        return name.ToString();
    }
}
