namespace Weir.Tables;

/// <summary>One step of a path into a JSON value. A closed family.</summary>
public abstract record PathStep
{
    private PathStep()
    {
    }

    /// <summary>Into the member of an object.</summary>
    /// <param name="Name">The member's name; case matters.</param>
    public sealed record Member(string Name) : PathStep;

    /// <summary>Into one element of an array.</summary>
    /// <param name="Index">Counted from zero.</param>
    public sealed record Element(int Index) : PathStep;

    /// <summary>Into each element of an array.</summary>
    public sealed record Each : PathStep;
}
