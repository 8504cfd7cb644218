namespace Weir.Tests.Reliability;

/// <summary>A test on a disk of its own, left out, with the reason, where none can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.Missing;
}
