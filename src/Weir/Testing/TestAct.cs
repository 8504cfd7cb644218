namespace Weir.Testing;

/// <summary>Something that happens in a test. A closed family.</summary>
/// <param name="Line">Where it stands in its file.</param>
public abstract record TestAct(int Line)
{
    /// <summary>Objects land, all at once.</summary>
    /// <param name="Line">Where it stands.</param>
    /// <param name="Objects">Their contents, by <c>bucket/key</c>.</param>
    public sealed record Put(int Line, IReadOnlyDictionary<string, TestContent> Objects) : TestAct(Line);

    /// <summary>A message is published.</summary>
    /// <param name="Line">Where it stands.</param>
    /// <param name="Topic">To which topic.</param>
    /// <param name="Message">The message.</param>
    public sealed record Publish(int Line, string Topic, TestContent Message) : TestAct(Line);

    /// <summary>Somebody asks for a run.</summary>
    /// <param name="Line">Where it stands.</param>
    /// <param name="Pipeline">Of which pipeline.</param>
    /// <param name="Inputs">What it is given.</param>
    public sealed record Run(int Line, string Pipeline, IReadOnlyDictionary<string, string> Inputs) : TestAct(Line);

    /// <summary>A request comes in.</summary>
    /// <param name="Line">Where it stands.</param>
    /// <param name="Method">Its method.</param>
    /// <param name="Path">Its path, with its query.</param>
    public sealed record Request(int Line, string Method, string Path) : TestAct(Line)
    {
        /// <summary>Its headers. None by default but a <c>Content-Type</c> for JSON.</summary>
        public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

        /// <summary>Its body. Empty by default.</summary>
        public TestContent? Body { get; init; }

        /// <summary>The status that it must be answered with. None when any of 200 to 299 will do.</summary>
        public int? Status { get; init; }

        /// <summary>What the answer must hold, as JSON. None when anything will do.</summary>
        public string? Answer { get; init; }
    }

    /// <summary>Time passes.</summary>
    /// <param name="Line">Where it stands.</param>
    /// <param name="By">How much; none until nothing waits for a time any more but schedules.</param>
    public sealed record Advance(int Line, TimeSpan? By) : TestAct(Line);

    /// <summary>A person answers a step that waits for one.</summary>
    /// <param name="Line">Where it stands.</param>
    /// <param name="Pipeline">The pipeline whose run waits.</param>
    /// <param name="IsApproved">Whether the answer is yes.</param>
    public sealed record Decide(int Line, string Pipeline, bool IsApproved) : TestAct(Line)
    {
        /// <summary>The step. None when only one waits.</summary>
        public string? Step { get; init; }

        /// <summary>Who answers.</summary>
        public string By { get; init; } = "test";

        /// <summary>What they say about it. Nothing by default.</summary>
        public string? Comment { get; init; }
    }

    /// <summary>It is looked whether all is as expected.</summary>
    /// <param name="Line">Where it stands.</param>
    /// <param name="Expectation">What is expected.</param>
    /// <param name="IsLast">Whether it is the end of the test: then nothing may have failed unexpectedly.</param>
    public sealed record Expect(int Line, TestExpectation Expectation, bool IsLast) : TestAct(Line);
}
