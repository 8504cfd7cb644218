using Weir.Project.Schema;

namespace Weir.Project.Testing;

/// <summary>What a file of <c>tests/</c> may hold, told by the same keys that read it.</summary>
internal static class TestSchema
{
    private const string Intro = """
        <!-- Generated from the keys in src/Weir.Project/Testing. To change it, change them, then run the test
        TestSchemaTests with WEIR_WRITE_REFERENCE=1. -->

        Files in the folder `tests/` of a project that end in `.yaml` hold tests, which `weir test --project` runs; files in
        folders below it are left alone, as are other endings. They are no part of the project: its revision does not change
        with them. [The guide](../guides/testing.md) shows how they are written.

        `weir validate` reports every mistake in them, and `weir schema --tests` prints the JSON Schema for editors.
        """;

    /// <summary>The JSON Schema (draft 2020-12), indented, with a line end.</summary>
    public static string Json() => JsonSchema.Document("tests/*.yaml", "Tests of a project of Weir.", TestKeys.File.Describe);

    /// <summary>The reference page, in Markdown.</summary>
    public static string Page() => ReferencePage.Of("The files of tests", 1, Intro, TestKeys.File.Describe).TrimEnd() + "\n";
}
