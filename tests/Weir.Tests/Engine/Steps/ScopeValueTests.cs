using Weir.Engine.Steps;
using Weir.Templates;

namespace Weir.Tests.Engine.Steps;

public class ScopeValueTests
{
    [Theory]
    [InlineData("null", true)]
    [InlineData("""{"a": [1, {"b": "\ud83d\ude00"}]}""", true)]
    [InlineData("""{"a": "\ud83d"}""", false)]
    [InlineData("""{"\ud83d": 1}""", false)]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", false)]
    public void What_can_be_kept_can_be_read(string answer, bool can) => Assert.Equal(can, ScopeValue.CanBe(answer));

    [Fact]
    public void Templates_know_it_by_its_members()
    {
        var value = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(ScopeValue.Of("""{"n": 7, "x": 1.50, "t": true, "s": "é", "l": [1, 2], "o": {"p": null}}"""));

        Assert.Equal([7L, new JsonText("1.50"), true, "é", new JsonText("[1, 2]")], value.Values.Take(5));
        Assert.Equal("""{"p": null}""", value["o"]!.ToString());
        Assert.Null(((IReadOnlyDictionary<string, object?>)value["o"]!)["p"]);
    }
}
