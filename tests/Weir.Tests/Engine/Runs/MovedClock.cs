namespace Weir.Tests.Engine.Runs;

/// <summary>A clock on the wall that can be put on and back; time passes as it does.</summary>
internal sealed class MovedClock : TimeProvider
{
    /// <summary>How far it was put on.</summary>
    public TimeSpan By { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
}
