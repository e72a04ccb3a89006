using System.Text.Json;
using OpenLinux.Machine.Readiness;

namespace OpenLinux.Host.Documents;

/// <summary>What <c>doctor --json</c> prints. The names of members are a promise (docs/command-line.md).</summary>
internal static class DoctorDocument
{
    public static void Write(Utf8JsonWriter json, IReadOnlyCollection<DoctorRow> rows)
    {
        json.WriteBoolean("ready", rows.All(row => row.Verdict != DoctorVerdict.Bad));
        json.WriteObjects("prerequisites", rows, row =>
        {
            json.WriteString("name", row.Prerequisite);
            json.WriteString("found", row.Found);
            json.WriteString("wanted", row.Wanted);
            json.WriteString("verdict", row.Verdict switch
            {
                DoctorVerdict.Good => "good",
                DoctorVerdict.Optional => "optional",
                _ => "bad",
            });
            json.WriteStrings("fix", row.Fix.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        });
    }
}
