using Weir.Buckets;
using Weir.Engine.Events;
using Weir.Engine.Objects;
using Weir.Failures;

namespace Weir.Conformance.Objects;

/// <summary>What <see cref="IObjectWriter"/> promises.</summary>
public abstract class ObjectWriterConformance : ConformanceSuite
{
    private static readonly ObjectName Name = new("raw", "orders/a.json");

    private protected ObjectWriterConformance(Backend backend)
        : base(backend)
    {
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(131_071)]
    [InlineData(131_072)]
    [InlineData(131_073)]
    [InlineData(5_000_000)]
    public async Task Content_of_any_length_comes_back_as_it_was(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);

        var stored = await PutAsync("raw", "a", content);

        Assert.Equal(length, stored.Size);
        Assert.Equal(32, stored.ETag.Length);
        Assert.Equal(content, await ReadAsync(stored));
    }

    [Fact]
    public async Task A_stream_that_comes_in_drips_is_read_to_its_end()
    {
        var content = new byte[300_000];
        new Random(1).NextBytes(content);

        var staged = await Backend.Writer.StageAsync(Name, new Drips(content), None);
        var placed = Assert.Single(await Backend.Writer.PlaceAsync([staged], None));

        Assert.Equal(content, await ReadAsync(placed));
    }

    [Fact]
    public async Task Staged_and_placed_content_is_seen_by_nobody_before_its_event_lands()
    {
        var staged = await Backend.Writer.StageAsync(Name, new MemoryStream([1]), None);
        Assert.Null(await Backend.Objects.FindAsync(Name, None));
        await Backend.Writer.PlaceAsync([staged], None);
        Assert.Null(await Backend.Objects.FindAsync(Name, None));
        Assert.Empty(await Backend.Objects.ListAsync("raw", "", null, 10, None));
        Assert.Empty(await Backend.Log.ListAsync(10, null, None));
    }

    [Fact]
    public async Task A_placed_content_that_never_landed_does_not_stand_in_the_way_of_the_next()
    {
        await PlaceAsync("raw", "a", "lost"u8.ToArray());
        await Backend.RestartAsync();

        var stored = await PutAsync("raw", "a", "kept"u8.ToArray());

        await Backend.RestartAsync();
        Assert.Equal("kept"u8.ToArray(), await ReadAsync((await Backend.Objects.FindAsync(stored.Name, None))!));
    }

    [Fact]
    public async Task Landed_content_survives_a_restart()
    {
        var placed = await PlaceAsync("raw", "a", "1"u8.ToArray());
        await Backend.Log.AppendAsync([new RoutedEvent(Created(placed), [])], None);

        await Backend.RestartAsync();

        Assert.Equal("1"u8.ToArray(), await ReadAsync(placed));
    }

    [Fact]
    public async Task Many_are_placed_in_one_go_each_under_its_name()
    {
        var staged = new List<StoredObject>();
        for (var at = 0; at < 200; at++)
        {
            staged.Add(await Backend.Writer.StageAsync(
                new ObjectName("raw", $"{at % 7}/{at % 50}.json"), new MemoryStream([(byte)at]), None));
        }

        var placed = await Backend.Writer.PlaceAsync(staged, None);

        Assert.Equal(staged.Select(s => (s.Name, s.Version)), placed.Select(p => (p.Name, p.Version)));
        for (var at = 0; at < 200; at++)
        {
            Assert.Equal([(byte)at], await ReadAsync(placed[at]));
        }
    }

    [Fact]
    public async Task What_was_staged_or_discarded_is_gone_after_a_restart()
    {
        var left = await Backend.Writer.StageAsync(Name, new MemoryStream([1]), None);
        var discarded = await Backend.Writer.StageAsync(Name, new MemoryStream([2]), None);
        await Backend.Writer.DiscardAsync([discarded], None);

        await Assert.ThrowsAnyAsync<WeirException>(() => Backend.Writer.PlaceAsync([discarded], None));
        await Backend.RestartAsync();
        await Assert.ThrowsAnyAsync<WeirException>(() => Backend.Writer.PlaceAsync([left], None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a/./b")]
    [InlineData("a\\..\\b")]
    [InlineData("C:/x")]
    [InlineData("a/")]
    [InlineData("a//")]
    [InlineData("a\0b")]
    public async Task A_bad_key_is_refused(string key)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => Backend.Writer.StageAsync(new ObjectName("raw", key), new MemoryStream([1]), None));

        Assert.Equal("WEIR3001", refused.Failure.Code);
    }

    [Fact]
    public async Task A_folder_is_an_object_without_content_beside_what_is_in_it()
    {
        var folder = await PutAsync("raw", "a/", []);
        var within = await PutAsync("raw", "a/b", "1"u8.ToArray());
        var deeper = await PutAsync("raw", "a/b/", []);
        var beside = await PutAsync("raw", "a//c", "2"u8.ToArray());

        await Backend.RestartAsync();

        Assert.Equal(["a/", "a//c", "a/b", "a/b/"], (await Backend.Objects.ListAsync("raw", "a", null, 10, None)).Select(found => found.Name.Key));
        Assert.Empty(await ReadAsync(folder));
        Assert.Equal("1"u8.ToArray(), await ReadAsync(within));
        Assert.Empty(await ReadAsync(deeper));
        Assert.Equal("2"u8.ToArray(), await ReadAsync(beside));
        Assert.Equal(1, await Backend.Objects.RemoveAsync([folder.Name], None));
        Assert.Null(await Backend.Objects.FindAsync(folder.Name, None));
        Assert.NotNull(await Backend.Objects.FindAsync(deeper.Name, None));
    }

    [Fact]
    public async Task An_unknown_bucket_is_refused_and_the_known_ones_are_named()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => Backend.Writer.StageAsync(new ObjectName("rwa", "a"), new MemoryStream([1]), None));

        Assert.Equal("WEIR3002", refused.Failure.Code);
        Assert.Contains("raw", refused.Failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_fails_fails_the_staging_with_its_own_error() =>
        await Assert.ThrowsAsync<InvalidDataException>(
            () => Backend.Writer.StageAsync(Name, new Drips(new byte[200_000], failAt: 150_000), None));

    /// <summary>Gives its content in small and odd pieces.</summary>
    private sealed class Drips(byte[] content, int failAt = int.MaxValue) : Stream
    {
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _at;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at >= failAt)
            {
                throw new InvalidDataException("The stream is broken.");
            }

            var given = Math.Min(Math.Min(count, 977), content.Length - _at);
            content.AsSpan(_at, given).CopyTo(buffer.AsSpan(offset));
            _at += given;
            return given;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
