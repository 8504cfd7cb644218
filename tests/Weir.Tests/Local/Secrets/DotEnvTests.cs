using Weir.Failures;
using Weir.Local.Secrets;

namespace Weir.Tests.Local.Secrets;

public class DotEnvTests
{
    [Theory]
    [InlineData("A=1\nB=2", "a=1;b=2")]
    [InlineData("# note\n\n  export DB_PASSWORD = p#1 # its note\r\n", "db-password=p#1")]
    [InlineData("A='single # $x \\n'\nB=\"double \\\"x\\\" \\n end\"", "a=single # $x \\n;b=double \"x\" \n end")]
    [InlineData("KEY=\"-----BEGIN\nline\n\"\nB=2", "b=2;key=-----BEGIN\nline\n")]
    [InlineData("A=\nB= # nothing\nA=later", "a=later;b=")]
    [InlineData("\uFEFFA=1", "a=1")]
    [InlineData("URL=postgres://u:p@h/d?x=1&y='2'", "url=postgres://u:p@h/d?x=1&y='2'")]
    [InlineData("", "")]
    public void Lines_are_read_as_tools_read_them(string text, string expected) => Assert.Equal(
        expected, string.Join(';', DotEnv.Read(text, ".env").OrderBy(value => value.Key.Text, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}")));

    [Theory]
    [InlineData("A=1\nhunter2\n", 2)]
    [InlineData("A='hunter2", 1)]
    [InlineData("A=\"hunter2\" and more", 1)]
    public void A_line_that_cannot_be_read_is_told_without_what_it_has(string text, int line)
    {
        var failure = Assert.Throws<RefusedException>(() => DotEnv.Read(text, ".env")).Failure;

        Assert.Equal("WEIR6803", failure.Code);
        Assert.StartsWith($"Line {line} of .env", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure.Message + failure.Hint, StringComparison.Ordinal);
    }
}
