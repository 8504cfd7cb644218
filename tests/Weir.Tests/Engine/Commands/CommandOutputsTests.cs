using System.Text;

using Weir.Engine.Commands;

namespace Weir.Tests.Engine.Commands;

/// <summary>What a command appends to its file for outputs is read line by line.</summary>
public class CommandOutputsTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("\n\n", null)]
    [InlineData("a=1", "{\"a\":\"1\"}")]
    [InlineData("a=1\nb-2=x=y\r\n_c=\na=2\n", "{\"a\":\"2\",\"b-2\":\"x=y\",\"_c\":\"\"}")]
    [InlineData("a<<END\none\n\n  two=2\nEND\nb=<<END\n", "{\"a\":\"one\\n\\n  two=2\",\"b\":\"<<END\"}")]
    [InlineData("a<<E\nE\n", "{\"a\":\"\"}")]
    [InlineData("ä=1", null, "line 1 is no name=value")]
    [InlineData("a=1\nb\n", null, "line 2 is no name=value")]
    [InlineData("a=1\n=b\n", null, "line 2 is no name=value")]
    [InlineData("1a=b", null, "line 1 is no name=value")]
    [InlineData("a.b=c", null, "line 1 is no name=value")]
    [InlineData("a<<END\nb\n", null, "the value that begins on line 1 has no end")]
    public void Lines_become_a_json_object(string written, string? outputs, string? mistake = null)
    {
        Assert.Equal(outputs, CommandOutputs.Read(Encoding.UTF8.GetBytes(written), out var found));
        Assert.Equal(mistake, found);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_no_reason_to_fail() =>
        Assert.Equal("{\"a\":\"\uFFFD\"}", CommandOutputs.Read([(byte)'a', (byte)'=', 0xFF], out _));
}
