namespace Cake.Frosting;

/// <summary>A task's name on the command line; without it, the name of its class.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
