namespace Weir.Testing;

/// <summary>A test of a project: what is given, what happens, and what is expected then.</summary>
/// <param name="Name">What it shows, as a sentence. Unique in its file.</param>
/// <param name="File">The file that it stands in, relative to the project's folder.</param>
/// <param name="Line">Where in the file it starts.</param>
public sealed record ProjectTest(string Name, string File, int Line)
{
    /// <summary>What the clock shows first. The first of January 2026, at midnight in UTC, by default.</summary>
    public DateTimeOffset Clock { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How long it may take, by the clock of the machine. Two minutes by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Values of <c>vars</c> that take the place of the project's: string, long or bool. None by default.</summary>
    public IReadOnlyDictionary<string, object> Vars { get; init; } = new Dictionary<string, object>();

    /// <summary>The secrets, by name: there are no others. None by default.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>The requests that are answered, those with the most to say of themselves first. None by default.</summary>
    public IReadOnlyList<MockedRequest> Http { get; init; } = [];

    /// <summary>What happens, one after the other, with what is expected in between and at the end.</summary>
    public required IReadOnlyList<TestAct> Acts { get; init; }
}
