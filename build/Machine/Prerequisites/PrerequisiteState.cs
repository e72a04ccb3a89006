namespace OpenLinux.Machine.Prerequisites;

public enum PrerequisiteState
{
    Present,
    TooOld,
    Missing,
}
