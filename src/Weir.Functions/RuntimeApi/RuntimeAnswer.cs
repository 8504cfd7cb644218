namespace Weir.Functions.RuntimeApi;

/// <summary>How a process ended an invocation, over the Runtime API. A closed family.</summary>
internal abstract record RuntimeAnswer
{
    private RuntimeAnswer()
    {
    }

    /// <summary>It answered.</summary>
    /// <param name="Body">Whatever it sent.</param>
    public sealed record Response(ReadOnlyMemory<byte> Body) : RuntimeAnswer;

    /// <summary>It says that the function failed.</summary>
    /// <param name="Body">The error, as JSON when the process is a good one.</param>
    public sealed record Error(ReadOnlyMemory<byte> Body) : RuntimeAnswer;

    /// <summary>It sent more than may be answered.</summary>
    public sealed record TooLarge : RuntimeAnswer;

    /// <summary>It asked for the next event instead.</summary>
    public sealed record Abandoned : RuntimeAnswer;
}
