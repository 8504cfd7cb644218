using Weir.Checks;

namespace Weir.Local.Checks;

/// <summary>A test that says of each row whether it fails, as SQL.</summary>
/// <param name="Test">The test.</param>
/// <param name="Fails">Holds for the row <c>r</c> when it fails; never NULL.</param>
/// <param name="Column">The column it is about; none when there are several.</param>
/// <param name="Reason">Says of a row why it fails.</param>
internal sealed record RowTest(TestDefinition Test, string Fails, string? Column, string Reason);
