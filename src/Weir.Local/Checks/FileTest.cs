using Weir.Checks;

namespace Weir.Local.Checks;

/// <summary>A test that says of the rows of a file together whether they fail, as SQL.</summary>
/// <param name="Test">The test.</param>
/// <param name="Fails">Makes of a condition, which says which rows <c>r</c> count, whether those fail.</param>
/// <param name="FailsWhenEmpty">Whether a file without rows fails.</param>
internal sealed record FileTest(TestDefinition Test, Func<string, string> Fails, bool FailsWhenEmpty)
{
    /// <summary>What fails, in words.</summary>
    public required string Why { get; init; }
}
