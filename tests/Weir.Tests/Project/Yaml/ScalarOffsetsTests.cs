using System.Text;

using Weir.Project;
using Weir.Project.Yaml;

namespace Weir.Tests.Project.Yaml;

public class ScalarOffsetsTests
{
    [Theory]
    [InlineData("k: abX", "1:6")]
    [InlineData("k: \"abX\"", "1:7")]
    [InlineData("k: 'a''X'", "1:8")]
    [InlineData("k: \"a\\\"\\x41\\u0041X\"", "1:18")]
    [InlineData("k: \"a\\\n  b X\"", "2:5")]
    [InlineData("k: a\n  b\n\n  X", "4:3")]
    [InlineData("k: |\n  a\n    b X\n", "3:7")]
    [InlineData("k: >-\n  a\n  b X\n", "3:5")]
    [InlineData("k: \"ä😀X\"", "1:8")]
    [InlineData("- [k, [\"a X\"]]", "1:11")]
    public void A_character_of_a_text_has_its_place_in_the_file(string yaml, string place)
    {
        var scalar = Scalars(YamlReader.Read(new SourceFile("f", Encoding.UTF8.GetBytes(yaml)), new Findings())!).Single(s => s.Text.Contains('X'));

        var found = scalar.PlaceOf(scalar.Text.IndexOf('X', StringComparison.Ordinal));

        Assert.Equal(place, $"{found.Line}:{found.Column}");
    }

    private static IEnumerable<YamlNode.Scalar> Scalars(YamlNode node) => node switch
    {
        YamlNode.Scalar scalar => [scalar],
        YamlNode.Items list => list.Values.SelectMany(Scalars),
        YamlNode.Map map => map.Entries.SelectMany(e => Scalars(e.Value)),
        _ => [],
    };
}
