using System.Globalization;

namespace OpenLinux.Host.Progress;

/// <summary>Durations for people: as precise as they care.</summary>
internal static class Durations
{
    public static string Of(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 9.95 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:N1} s"),
        { TotalSeconds: < 99.5 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:N0} s"),
        { TotalMinutes: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalMinutes} min {duration.Seconds} s"),
        { TotalMinutes: < 99.5 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:N0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalHours:N1} h"),
    };
}
