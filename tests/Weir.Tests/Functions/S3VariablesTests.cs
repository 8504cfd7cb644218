using Weir.Functions.Processes;

namespace Weir.Tests.Functions;

public class S3VariablesTests
{
    [Fact]
    public void Nothing_is_told_before_it_is_known()
    {
        var variables = new Dictionary<string, string>();

        new S3Variables().AddTo(variables);

        Assert.Empty(variables);
    }

    [Fact]
    public void Address_and_keys_are_told_and_a_region_where_there_is_none()
    {
        var plain = Told([]);
        var placed = Told(new() { ["AWS_REGION"] = "eu-north-1" });

        Assert.Equal(("http://127.0.0.1:1", "ID", "SECRET"), (plain["AWS_ENDPOINT_URL"], plain["AWS_ACCESS_KEY_ID"], plain["AWS_SECRET_ACCESS_KEY"]));
        Assert.Equal(plain["AWS_REGION"], plain["AWS_DEFAULT_REGION"]);
        Assert.NotEmpty(plain["AWS_REGION"]);
        Assert.Equal(("eu-north-1", "eu-north-1"), (placed["AWS_REGION"], placed["AWS_DEFAULT_REGION"]));
        Assert.DoesNotContain("NO_PROXY", plain.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_S3")]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_PROFILE")]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE")]
    public void Code_that_talks_to_somebody_else_is_told_nothing(string variable)
    {
        var told = Told(new() { [variable] = "" });

        Assert.Equal(variable, Assert.Single(told).Key);
    }

    [Theory]
    [InlineData("http_proxy", null, null, "127.0.0.1", "127.0.0.1")]
    [InlineData("HTTP_PROXY", null, "a.example", "a.example,127.0.0.1", "a.example,127.0.0.1")]
    [InlineData("HTTP_PROXY", "b.example", "a.example", "b.example,127.0.0.1", "a.example,127.0.0.1")]
    [InlineData("HTTP_PROXY", "*", "x, 127.0.0.1", "*", "x, 127.0.0.1")]
    public void No_proxy_comes_between(string proxy, string? lower, string? upper, string expectedLower, string expectedUpper)
    {
        var variables = new Dictionary<string, string> { [proxy] = "http://proxy.example:3128" };
        if (lower is not null)
        {
            variables["no_proxy"] = lower;
        }

        if (upper is not null)
        {
            variables["NO_PROXY"] = upper;
        }

        var told = Told(variables);

        Assert.Equal((expectedLower, expectedUpper), (told["no_proxy"], told["NO_PROXY"]));
    }

    private static Dictionary<string, string> Told(Dictionary<string, string> variables)
    {
        var s3 = new S3Variables();
        s3.Set("http://127.0.0.1:1", "ID", "SECRET");
        s3.AddTo(variables);
        return variables;
    }
}
