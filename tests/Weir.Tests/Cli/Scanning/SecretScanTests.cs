using System.Text;

using Weir.Cli.Scanning;

namespace Weir.Tests.Cli.Scanning;

/// <summary>What is told of files. No line here is a secret by itself: each is put together when the tests run.</summary>
public class SecretScanTests
{
    private const string Random40 = "wJalrXUtnFEMI0K7MDEN" + "bPxRfiCYzq9AKEYQvZ3s";

    [Theory]
    [InlineData("id: AK|IAQWERTYUIOPASDFG2", "aws-access-key", 5)]
    [InlineData("aws_secret_access_key = |" + Random40, "aws-secret-key", 25)]
    [InlineData("-----BEGIN |RSA PRIVATE KEY-----", "private-key", 1)]
    [InlineData("-----BEGIN |PRIVATE KEY-----", "private-key", 1)]
    [InlineData("x gh|p_abcdefghijABCDEFGHIJ0123456789abcdef y", "github-token", 3)]
    [InlineData("github_|pat_11ABCDEFG0abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ", "github-token", 1)]
    [InlineData("t=glp|at-abcdefghij0123456789", "gitlab-token", 3)]
    [InlineData("SLACK: xox|b-123456789012-abcdefABCDEF", "slack-token", 8)]
    [InlineData("https://hooks.slack|.com/services/T00AAAA11/B00BBBB22/abcdefghij0123", "slack-webhook", 9)]
    [InlineData("sk_li|ve_abcdefghij0123456789AB", "stripe-key", 1)]
    [InlineData("npm|_abcdefghijABCDEFGHIJ0123456789abcdef", "npm-token", 1)]
    [InlineData("auth eyJ|hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N", "jwt", 6)]
    [InlineData("weirkey|_q3Zr8Xw1Lk5Tn9Vb2Md6Hs4Jf7Gp0AyQcEuIoWxRzBk=", "weir-key", 1)]
    [InlineData("db: postgres:|//app:s3cret!Pw@db.internal/app", "url-password", 20)]
    [InlineData("Server=db;Database=a;User Id=sa;Pass|word=Tr0ub4dor&3;", "connection-string", 42)]
    [InlineData("password: \"Tr0ub4dor|&3x\"", "assignment", 12)]
    [InlineData("  API_TOKEN=8f14e45fceea|167a5a36dedd4bea2543", "assignment", 13)]
    [InlineData("const apiKey = 'q9Zt-47|xYpLm2nB8';", "assignment", 17)]
    public void What_looks_like_a_secret_is_told_by_its_place_and_kind(string line, string rule, int column)
    {
        var text = line.Replace("|", "", StringComparison.Ordinal);

        var found = Assert.Single(SecretScan.In("a.txt", Encoding.UTF8.GetBytes($"first\r\n{text}\r\nlast")));

        Assert.Equal(("a.txt", 2, column, rule), (found.File, found.Line, found.Column, found.Rule));
        Assert.DoesNotContain(text[(column + 5)..].TrimEnd(), found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password: { secret: db-password }")]
    [InlineData("password: \"{{secret 'db-password'}}\"")]
    [InlineData("password = os.environ[\"DB_PASSWORD\"]")]
    [InlineData("password: ${DB_PASSWORD}")]
    [InlineData("API_TOKEN=$TOKEN_OF_1")]
    [InlineData("password: changeme123")]
    [InlineData("token = await client.GetTokenAsync2(cancellationToken)")]
    [InlineData("public string SecretName2 { get; }")]
    [InlineData("secret: db-password")]
    [InlineData("token: ************")]
    [InlineData("$\"Host={host};Username=weir;Password={Secret1}\"")]
    [InlineData("url: https://user:password@host/")]
    [InlineData("url: https://user:${PASSWORD}@host/")]
    [InlineData("see https://example.org/a:b@c")]
    [InlineData("\"integrity\": \"sha512-q9Zt47xYpLm2nB8q9Zt47xYpLm2nB8q9Zt47xYpLm2nB8==\"")]
    [InlineData("-----BEGIN PUBLIC KEY-----")]
    [InlineData("commit 8f14e45fceea167a5a36dedd4bea2543")]
    [InlineData("token_path: secrets/v2/prod.key")]
    [InlineData("password: Tr0ub4dor&3x # weir:allow-secret")]
    [InlineData("")]
    public void What_people_write_otherwise_is_not_told(string line) => Assert.Empty(SecretScan.In("a.txt", Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Files_that_are_no_text_are_passed_over_and_other_encodings_are_not()
    {
        var line = "password: \"Tr0ub4dor" + "&3x\" é";

        Assert.Empty(SecretScan.In("a", [0, .. Encoding.UTF8.GetBytes(line)]));
        Assert.Single(SecretScan.In("a", Encoding.Latin1.GetBytes(line)));
        Assert.Single(SecretScan.In("a", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(line)]));
        Assert.Equal(2, SecretScan.In("a", Encoding.UTF8.GetBytes($"{line}\n{line}")).Count());
    }
}
