using Weir.Project.Yaml;

namespace Weir.Tests.Project.Yaml;

public class CoreSchemaTests
{
    [Theory]
    [InlineData("", "Nothing")]
    [InlineData("~", "Nothing")]
    [InlineData("null", "Nothing")]
    [InlineData("nULL", "Text")]
    [InlineData("true", "Boolean")]
    [InlineData("False", "Boolean")]
    [InlineData("tRue", "Text")]
    [InlineData("yes", "Text")]
    [InlineData("on", "Text")]
    [InlineData("-12", "Integer")]
    [InlineData("+0", "Integer")]
    [InlineData("0o17", "Integer")]
    [InlineData("0xFf", "Integer")]
    [InlineData("1_000", "Text")]
    [InlineData("12:30", "Text")]
    [InlineData("1.", "Float")]
    [InlineData("-.5e3", "Float")]
    [InlineData(".inf", "Float")]
    [InlineData(".nan", "Float")]
    [InlineData("1e", "Text")]
    [InlineData("2026-01-31", "Text")]
    [InlineData("-", "Text")]
    public void A_plain_scalar_is_what_yaml_1_2_says(string text, string kind) => Assert.Equal(kind, CoreSchema.KindOf(text).ToString());
}
