using Weir.Server.S3.Checksums;

namespace Weir.Tests.Server.S3;

public class ChecksumTests
{
    [Theory]
    [InlineData("CRC32", "y/Q5Jg==")]
    [InlineData("CRC32C", "4waSgw==")]
    [InlineData("CRC64NVME", "rosUhgp5mIg=")]
    [InlineData("SHA1", "98O8HYCOBHMq32eZZczDTKeuNEE=")]
    [InlineData("SHA256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=")]
    public void The_check_value_of_each_algorithm_is_that_of_its_standard(string name, string expected)
    {
        using var sum = new RunningChecksum(ChecksumNames.Parse(name)!.Value);

        for (var round = 0; round < 2; round++)
        {
            sum.Append("1234"u8);
            sum.Append("56789"u8);
            Assert.Equal(expected, sum.End().Value);
        }
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("CRC64NVME")]
    public void The_pieces_a_content_comes_in_make_no_difference(string name)
    {
        var random = new Random(1);
        var content = new byte[100_003];
        random.NextBytes(content);
        using var whole = new RunningChecksum(ChecksumNames.Parse(name)!.Value);
        whole.Append(content);
        using var pieces = new RunningChecksum(ChecksumNames.Parse(name)!.Value);
        using var bytes = new RunningChecksum(ChecksumNames.Parse(name)!.Value);
        for (var at = 0; at < content.Length;)
        {
            var next = Math.Min(content.Length, at + random.Next(1, 100));
            pieces.Append(content.AsSpan(at..next));
            at = next;
        }

        for (var at = 0; at < content.Length; at++)
        {
            bytes.Append(content.AsSpan(at, 1));
        }

        var expected = whole.End();
        Assert.Equal(expected, pieces.End());
        Assert.Equal(expected, bytes.End());
        Assert.Equal(expected, Checksum.Parse(expected.ToString()));
    }
}
